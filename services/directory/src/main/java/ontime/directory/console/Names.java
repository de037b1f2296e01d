package ontime.directory.console;

import ontime.directory.access.Person;
import ontime.directory.user.RefusedException;
import ontime.directory.user.UserKey;
import ontime.events.ContactKind;
import ontime.events.MethodKind;

/** Names in a path, as they come from outside. */
final class Names {

    private Names() {}

    /** A user of the person's own tenant. */
    static UserKey user(Person person, String userId) {
        if (!UserKey.isIdentifier(userId)) {
            throw new RefusedException(RefusedException.Why.UNKNOWN_USER);
        }
        return new UserKey(person.tenant(), userId);
    }

    static ContactKind kind(String name) {
        return switch (name) {
            case "phone" -> ContactKind.PHONE;
            case "email" -> ContactKind.EMAIL;
            default -> throw new RefusedException(RefusedException.Why.UNKNOWN_CONTACT);
        };
    }

    static String path(ContactKind kind) {
        return kind == ContactKind.PHONE ? "phone" : "email";
    }

    static MethodKind method(String name) {
        return switch (name) {
            case "SMS" -> MethodKind.SMS;
            case "EMAIL" -> MethodKind.EMAIL;
            case "TOTP" -> MethodKind.TOTP;
            case "RECOVERY_CODE" -> MethodKind.RECOVERY_CODE;
            default -> throw new RefusedException(RefusedException.Why.UNKNOWN_METHOD);
        };
    }
}
