package ontime.directory.following;

import java.time.Instant;
import ontime.directory.user.UserKey;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done at a store outside for a user. There is one for each kind of contact at most: a newer version
 * takes the place of an older one that has not been done yet.
 *
 * @param kind of the contact
 * @param version of the contact; 0 of an erasure
 * @param attempts that have failed
 * @param leaseEnds until then nobody else does it
 * @param traceparent of what it was asked for with, as in W3C Trace Context; null when that has none
 */
public record Work(
        UserKey user,
        String follower,
        Task task,
        ContactKind kind,
        long version,
        int attempts,
        Instant madeAt,
        Instant leaseEnds,
        @Nullable String traceparent) {

    /** COMPARE is followed by APPLY when the store differs. */
    public enum Task {
        /** Bring the contact there. */
        APPLY,
        /** Look whether it is still there. */
        COMPARE,
        /** Take away what was brought there of a user who is no more. */
        ERASE
    }

    /** Without the user. */
    @Override
    public String toString() {
        return "Work[" + task + " " + kind + " " + version + " at " + follower + "]";
    }
}
