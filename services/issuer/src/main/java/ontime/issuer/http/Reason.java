package ontime.issuer.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why an administrator does something, in the body or in the header of the same name. */
record Reason(@Nullable String reason) {

    static final String HEADER = "Reason";

    /** One line: it ends up in a log, and nobody must be able to write a second one there. */
    private static final Pattern LINE = Pattern.compile("(?=.*\\S)[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,500}");

    /** @throws Refusal when there is none: what nobody can explain later should not have been done */
    static String read(@Nullable String header, @Nullable Reason body) {
        String given = header != null || body == null ? header : body.reason();
        if (given == null || !LINE.matcher(given).matches()) {
            throw Refusal.malformed(
                    "reason", "must be a line of 1 to 500 characters that says why, as a header or a field");
        }
        return given.strip();
    }
}
