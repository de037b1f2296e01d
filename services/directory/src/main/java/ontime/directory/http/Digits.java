package ontime.directory.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Codes of digits, as people type them. */
final class Digits {

    private static final Pattern TYPED = Pattern.compile("[0-9][0-9 -]{3,22}");

    private Digits() {}

    /** @throws Refusal when it cannot be a code at all, which costs nobody an attempt */
    static String read(@Nullable String typed) {
        if (typed == null || !TYPED.matcher(typed.strip()).matches()) {
            throw Refusal.malformed("code", "must be the digits of a code");
        }
        return typed.replaceAll("[^0-9]", "");
    }
}
