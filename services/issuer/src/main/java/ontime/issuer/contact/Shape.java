package ontime.issuer.contact;

import java.util.regex.Pattern;
import ontime.events.ContactKind;
import ontime.issuer.routing.Destination;

/** What destinations of a kind look like. Whether a number may get an SMS is up to the policy, each time anew. */
final class Shape {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private Shape() {}

    static boolean fits(ContactKind kind, String destination) {
        return switch (kind) {
            case PHONE -> E164.matcher(destination).matches();
            case EMAIL -> Destination.EmailAddress.isValid(destination);
            case OTHER -> false;
        };
    }
}
