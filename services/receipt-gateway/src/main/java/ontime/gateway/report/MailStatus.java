package ontime.gateway.report;

import static java.util.Map.entry;
import static ontime.events.DeliveryReason.BLOCKED;
import static ontime.events.DeliveryReason.EXPIRED;
import static ontime.events.DeliveryReason.INVALID_DESTINATION;
import static ontime.events.DeliveryReason.MAILBOX_FULL;
import static ontime.events.DeliveryReason.REJECTED;
import static ontime.events.DeliveryReason.UNREACHABLE;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What mail servers say of a mail in a delivery status notification: the action (RFC 3464 section 2.3.3) and the
 * enhanced status code (RFC 3463, with the codes that RFC 7505 and others have added to its registry). A code that is
 * not listed counts by its subject, and then by its class: 5 is permanent, but whether it is the destination or this
 * one mail that will not do, the class does not tell.
 */
public final class MailStatus {

    private static final Pattern CODE = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

    private static final Map<String, Meaning> FAILURES = Map.ofEntries(
            // Bad destination mailbox, system, syntax; moved; null MX.
            entry("5.1.1", Meaning.never(INVALID_DESTINATION)),
            entry("5.1.2", Meaning.never(INVALID_DESTINATION)),
            entry("5.1.3", Meaning.never(INVALID_DESTINATION)),
            entry("5.1.6", Meaning.never(INVALID_DESTINATION)),
            entry("5.1.10", Meaning.never(INVALID_DESTINATION)),
            // Mailbox disabled; full.
            entry("5.2.1", Meaning.never(INVALID_DESTINATION)),
            entry("5.2.2", Meaning.notNow(MAILBOX_FULL)),
            entry("4.2.2", Meaning.notNow(MAILBOX_FULL)),
            // Unable to route.
            entry("5.4.4", Meaning.never(INVALID_DESTINATION)),
            // Delivery time expired.
            entry("4.4.7", Meaning.notNow(EXPIRED)),
            entry("5.4.7", Meaning.notNow(EXPIRED)));

    /** By class and subject. */
    private static final Map<String, Meaning> SUBJECTS = Map.ofEntries(
            entry("5.4", Meaning.notNow(UNREACHABLE)),
            entry("5.7", Meaning.notNow(BLOCKED)),
            entry("4.7", Meaning.notNow(BLOCKED)),
            entry("4.4", Meaning.notNow(UNREACHABLE)));

    private MailStatus() {}

    /** The meaning of a recipient's fields; empty when they tell nothing new. */
    public static Optional<Meaning> meaning(String action, String status) {
        return switch (action.strip().toLowerCase(Locale.ROOT)) {
            case "failed" -> Optional.of(failure(status));
            case "delayed" -> Optional.of(Meaning.later(UNREACHABLE));
            case "delivered" -> Optional.of(Meaning.WITH_CARRIER);
            // Handed to somebody who tells nothing, or to several: it is still on its way.
            default -> Optional.empty();
        };
    }

    private static Meaning failure(String status) {
        var code = CODE.matcher(code(status));
        if (!code.matches()) {
            return Meaning.failed(REJECTED);
        }
        var subject = SUBJECTS.getOrDefault(
                code.group(1) + "." + code.group(2),
                code.group(1).equals("4") ? Meaning.notNow(UNREACHABLE) : Meaning.failed(REJECTED));
        return FAILURES.getOrDefault(code.group(), subject);
    }

    /** The code alone: a comment may follow it, which quotes the address. */
    public static String code(String status) {
        var code = CODE.matcher(status.strip());
        return code.lookingAt() ? code.group() : "no code";
    }
}
