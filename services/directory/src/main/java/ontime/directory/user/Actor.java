package ontime.directory.user;

import ontime.events.ChangedBy;
import org.jspecify.annotations.Nullable;

/**
 * Who changes something, and why.
 *
 * @param name of the credential, or of the rule
 * @param reason an administrator's always; a user's may be null
 */
public record Actor(ChangedBy by, String name, @Nullable String reason) {

    /** A rule of the directory's own. */
    public static Actor rule(String name, String reason) {
        return new Actor(ChangedBy.SYSTEM, name, reason);
    }

    boolean isAdministrator() {
        return by == ChangedBy.ADMINISTRATOR;
    }
}
