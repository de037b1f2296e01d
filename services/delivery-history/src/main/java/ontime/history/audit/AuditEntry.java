package ontime.history.audit;

import java.time.Instant;
import java.util.Set;
import ontime.history.rights.Role;
import org.jspecify.annotations.Nullable;

/**
 * Somebody did something.
 *
 * @param tenant whose data it is about; {@link ontime.history.rights.Grants#INSTALLATION} where that is no tenant's
 * @param actor the name by which they logged in
 * @param roles what they were in the tenant at that time
 * @param reason the actor's own words, at most {@value #LONGEST_REASON} characters; null where none is asked for
 */
public record AuditEntry(
        Instant at,
        String tenant,
        String actor,
        Set<Role> roles,
        Action action,
        Subject subject,
        @Nullable String reason,
        Outcome outcome) {

    public static final int LONGEST_REASON = 500;

    public AuditEntry {
        roles = Set.copyOf(roles);
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a reason has " + LONGEST_REASON + " characters at most");
        }
    }
}
