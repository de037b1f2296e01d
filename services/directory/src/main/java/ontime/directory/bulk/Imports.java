package ontime.directory.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where it is kept how far imports are. */
public interface Imports {

    /** False when the import was given up meanwhile: nothing is kept then, and it has to end. */
    boolean save(Progress progress);

    /** These are still in good hands. */
    void touch(Set<String> ids, Instant now);

    /**
     * Gives imports up that nobody has touched for long: the process that was at them is no more.
     *
     * @return each of them once, whoever asks
     */
    List<Progress> giveUp(Instant untouchedSince);

    /** A tenant's imports that began since then, the newest first. */
    List<Progress> since(String tenant, Instant begin);

    Optional<Progress> find(String tenant, String id);
}
