package ontime.directory.user;

import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, to whom and why.
 *
 * @param userId null when it concerns the whole tenant
 * @param detail what exactly, for example a kind and a version; never a destination
 */
public record AuditEntry(
        String tenant,
        Instant at,
        Actor actor,
        Action action,
        @Nullable String userId,
        @Nullable String detail) {

    /** What is done to users and accounts. */
    public enum Action {
        USER_CREATED,
        USER_CHANGED,
        USER_ERASED,
        CONTACT_ASKED,
        CONTACT_CHANGED,
        CONTACT_REMOVED,
        METHOD_REMOVED,
        METHODS_RESET,
        SESSIONS_REVOKED,
        RECONCILED,
        DRIFT_FOUND,
        SETTINGS_CHANGED,
        PROOF_REFUSED,
        AUTHENTICATOR_OFFERED,
        AUTHENTICATOR_CONFIRMED,
        RECOVERY_CODES_MADE,
        RECOVERY_CODE_USED,
        RECOVERY_CODE_REFUSED,
        SELF_SERVICE_LINKED,
        SELF_SERVICE_VISITED,
        IMPORTED,
        EXPORTED,
        LOOKED_UP,
        AUDIT_READ,
        LOGGED_IN,
        LOGIN_REFUSED,
        /** One that this version does not know: while a newer one is brought in, both write. */
        OTHER;

        /** The action with a name that was written down, maybe by a newer version. */
        public static Action named(String name) {
            return Stream.of(values())
                    .filter(action -> action.name().equals(name))
                    .findFirst()
                    .orElse(OTHER);
        }
    }

    static AuditEntry of(UserKey user, Instant at, Actor actor, Action action, @Nullable String detail) {
        return new AuditEntry(user.tenant(), at, actor, action, user.userId(), detail);
    }
}
