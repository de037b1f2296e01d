package ontime.directory.user;

import java.time.Instant;
import java.util.List;

/** Calls to others that are promised and not made yet. */
public interface Errands {

    /** Takes errands that are due. Nobody else gets them until the lease ends. */
    List<Errand> claim(Instant now, Instant leaseEnds, int limit);

    /** It failed, and is tried again. */
    void postpone(Errand errand, Instant until);

    /** It is done, or given up. */
    void remove(Errand errand);

    long size();
}
