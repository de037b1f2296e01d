package ontime.issuer.http;

import ontime.issuer.challenge.RequestFields;

/** Identifiers in a path, as they come from outside. */
final class Identifier {

    private Identifier() {}

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
        if (!RequestFields.isIdentifier(identifier)) {
            throw Refusal.unknown(what);
        }
        return identifier;
    }
}
