package ontime.directory.user;

import java.util.regex.Pattern;
import ontime.events.ChangedBy;
import org.jspecify.annotations.Nullable;

/**
 * Who changes something, and why.
 *
 * @param name of the credential, or of the rule
 * @param reason an administrator's always; a user's may be null
 */
public record Actor(ChangedBy by, String name, @Nullable String reason) {

    /** One line: it ends up where lines are read, and nobody must be able to write a second one there. */
    private static final Pattern REASON = Pattern.compile("(?=.*\\S)[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,500}");

    /** Whether this can be a reason: a line of 1 to 500 characters. */
    public static boolean isReason(@Nullable String text) {
        return text != null && REASON.matcher(text).matches();
    }

    /** A rule of the directory's own. */
    public static Actor rule(String name, String reason) {
        return new Actor(ChangedBy.SYSTEM, name, reason);
    }

    boolean isAdministrator() {
        return by == ChangedBy.ADMINISTRATOR;
    }

    boolean isUser() {
        return by == ChangedBy.USER;
    }
}
