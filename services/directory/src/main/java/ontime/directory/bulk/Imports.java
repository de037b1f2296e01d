package ontime.directory.bulk;

import java.util.Optional;

/** Where it is kept how far imports are. */
public interface Imports {

    void save(Progress progress);

    Optional<Progress> find(String tenant, String id);
}
