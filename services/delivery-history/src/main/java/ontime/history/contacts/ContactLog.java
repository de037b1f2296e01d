package ontime.history.contacts;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where it is kept which contacts users had. Adding is idempotent and commutes. */
public interface ContactLog {

    /** A user of a tenant. */
    record UserKey(String tenant, String userId) {}

    void add(ContactChange change);

    void add(FollowerReport report);

    /** All changes of some users, the oldest first; users without one are left out. */
    Map<UserKey, List<KnownChange>> of(Set<UserKey> users);

    /**
     * Takes out what was known of a user until an instant. What comes again of that time is not kept any more.
     *
     * @return how many changes were taken out
     */
    int erase(UserKey user, Instant erasedAt);

    /** Whether this was asked for before. */
    boolean isErased(UserKey user, Instant erasedAt);
}
