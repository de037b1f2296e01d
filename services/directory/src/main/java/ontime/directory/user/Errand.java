package ontime.directory.user;

import java.time.Instant;
import ontime.sealing.Holder;
import org.jspecify.annotations.Nullable;

/**
 * A call to somebody else that has been promised with a change, and is made until it succeeds.
 *
 * @param content encrypted: it may hold a destination
 * @param attempts that have failed
 * @param traceparent of what it was promised with, as in W3C Trace Context; null when that has none
 */
public record Errand(
        String id,
        UserKey user,
        Kind kind,
        byte[] content,
        int attempts,
        Instant madeAt,
        Instant dueAt,
        @Nullable String traceparent) {

    /** One that is being promised: whoever keeps it knows with what. */
    public Errand(String id, UserKey user, Kind kind, byte[] content, int attempts, Instant madeAt, Instant dueAt) {
        this(id, user, kind, content, attempts, madeAt, dueAt, null);
    }

    /** What is told to whom. */
    public enum Kind {
        /** A destination that a contact has left, of the change. The content is the destination. */
        CONTACT_CHANGED,
        /** A destination that codes go to, of a way to log in that was added or taken away. The content likewise. */
        METHODS_CHANGED,
        /** The tenant, of sessions that are to end. The content is the body of the call. */
        SESSIONS_REVOKED
    }

    public static Holder holder(UserKey user, String id) {
        return new Holder(user.tenant(), user.userId(), "errand " + id, 1);
    }

    @Override
    public String toString() {
        return "Errand[" + id + ", " + kind + "]";
    }
}
