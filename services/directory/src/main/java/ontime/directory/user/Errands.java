package ontime.directory.user;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Calls to others that are promised and not made yet. */
public interface Errands {

    /** Errands that wait for the same host, one after the other. */
    record Lane(String tenant, Errand.Kind kind) {}

    /** Where any is due. */
    Set<Lane> due(Instant now);

    /** Takes errands of a lane that are due. Nobody else gets them until the lease ends. */
    List<Errand> claim(Lane lane, Instant now, Instant leaseEnds, int limit);

    /** It failed, and is tried again. */
    void postpone(Errand errand, Instant until);

    /** It is done, or given up. */
    void remove(Errand errand);

    long size();
}
