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

    private static final String HIDDEN = "•••";
    private static final Pattern ADDRESS = Pattern.compile("\\S*[@＠﹫]\\S*");

    /**
     * Four digits tell which number is meant, as everywhere; five are the shortest that a code may be. Whatever is no
     * letter may stand between them.
     */
    private static final Pattern NUMBER =
            Pattern.compile("\\+?\\p{N}(?:[\\p{Z}\\p{P}\\p{S}\\p{M}\\p{Cf}\\s]*+\\p{N}){4,}+");

    /** The audit is for ever: whatever may be a number, an address or a code does not get into it. */
    public Actor {
        reason = reason == null
                ? null
                : NUMBER.matcher(ADDRESS.matcher(reason).replaceAll(HIDDEN)).replaceAll(HIDDEN);
    }

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
