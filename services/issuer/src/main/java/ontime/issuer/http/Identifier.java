package ontime.issuer.http;

import java.util.regex.Pattern;

/** Identifiers as they come from outside: short, and free of anything that means something in a path or a log line. */
final class Identifier {

    private static final Pattern SAFE = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._~:@+-]{1,128}");

    private Identifier() {}

    static boolean isSafe(String identifier) {
        return SAFE.matcher(identifier).matches();
    }

    static String user(String identifier) {
        return known(identifier, "user");
    }

    static String challenge(String identifier) {
        return known(identifier, "challenge");
    }

    static String login(String identifier) {
        return known(identifier, "login");
    }

    /** What could never have been handed out is as unknown as what was not. */
    private static String known(String identifier, String what) {
        if (!isSafe(identifier)) {
            throw Refusal.unknown(what);
        }
        return identifier;
    }
}
