package ontime.issuer.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps every version of every tenant's policy. */
public interface PolicyStore {

    /** The number of the newest version of each tenant that has one; cheap enough to be asked for each second. */
    Map<String, Integer> newest();

    /**
     * Looks a version up.
     *
     * @throws IllegalArgumentException when it is there, and this release cannot work with it
     */
    Optional<PolicyVersion> find(String tenant, int version);

    /** All changes of a tenant's policy, newest first. */
    List<PolicyVersion.Change> changes(String tenant);

    /** Adds a version; false when somebody else has just added one of the same number. */
    boolean add(String tenant, PolicyVersion version);
}
