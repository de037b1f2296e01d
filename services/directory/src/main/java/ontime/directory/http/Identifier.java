package ontime.directory.http;

import ontime.directory.access.Caller;
import ontime.directory.user.UserKey;
import ontime.events.ContactKind;
import ontime.events.MethodKind;

/** Names in a path, as they come from outside. */
final class Identifier {

    private Identifier() {}

    /** What could never have been added is as unknown as what was not. */
    static UserKey user(Caller caller, String userId) {
        if (!UserKey.isIdentifier(userId)) {
            throw Refusal.unknown("user");
        }
        return new UserKey(caller.tenant(), userId);
    }

    /** The name of a user who may be new. */
    static UserKey newUser(Caller caller, String userId) {
        if (!UserKey.isIdentifier(userId)) {
            throw Refusal.malformed("userId", "must be 1 to 128 letters, digits or any of . _ ~ : @ + -");
        }
        return new UserKey(caller.tenant(), userId);
    }

    static ContactKind kind(String name) {
        return switch (name) {
            case "PHONE" -> ContactKind.PHONE;
            case "EMAIL" -> ContactKind.EMAIL;
            default -> throw Refusal.unknown("kind of contact");
        };
    }

    static MethodKind method(String name) {
        return switch (name) {
            case "SMS" -> MethodKind.SMS;
            case "EMAIL" -> MethodKind.EMAIL;
            case "TOTP" -> MethodKind.TOTP;
            case "RECOVERY_CODE" -> MethodKind.RECOVERY_CODE;
            default -> throw Refusal.unknown("method");
        };
    }

    static String change(String id) {
        if (!UserKey.isIdentifier(id)) {
            throw Refusal.unknown("change");
        }
        return id;
    }
}
