package ontime.history.search;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of names by which logins are mentioned. What each begins with is in the database and stays as it is. */
enum Name {
    /** All logins, by the channel that was used. */
    EVERY("all:"),
    /** The user, by what the issuer said. */
    USER("user:"),
    /** The user, by what others said; at the beginning of the day. */
    USER_IN_PASSING("of:"),
    /** Keyed fingerprint of a whole phone number or email address. */
    DESTINATION("to:"),
    /** The last four digits of a phone number. */
    LAST_DIGITS("end:"),
    REFERENCE("ref:"),
    /** The provider's identifier of a message. */
    MESSAGE("msg:"),
    /** What was reported of a delivery; only what is rare. */
    STATUS("status:");

    static final String NO_CHANNEL = "NONE";

    private static final Pattern FOUR_DIGITS = Pattern.compile(".*?([0-9]{4})");

    private final String prefix;

    Name(String prefix) {
        this.prefix = prefix;
    }

    /** Null for what has no name. */
    @Nullable
    String of(@Nullable String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        return prefix + (this == REFERENCE ? value.toUpperCase(Locale.ROOT) : value);
    }

    boolean isKindOf(String name) {
        return name.startsWith(prefix);
    }

    /** The digits at the end of a masked number; null when it does not end in four. */
    static @Nullable String lastDigits(@Nullable String masked) {
        if (masked == null) {
            return null;
        }
        var digits = FOUR_DIGITS.matcher(masked);
        return digits.matches() ? digits.group(1) : null;
    }
}
