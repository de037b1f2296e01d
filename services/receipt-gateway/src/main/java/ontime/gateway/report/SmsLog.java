package ontime.gateway.report;

import static java.util.Map.entry;
import static ontime.events.DeliveryReason.BLOCKED;
import static ontime.events.DeliveryReason.INVALID_DESTINATION;
import static ontime.events.DeliveryReason.OPTED_OUT;
import static ontime.events.DeliveryReason.OTHER;
import static ontime.events.DeliveryReason.REJECTED;
import static ontime.events.DeliveryReason.SPEND_LIMIT;
import static ontime.events.DeliveryReason.UNREACHABLE;

import java.util.Map;
import java.util.Optional;

/**
 * The provider's response in the delivery status log of Amazon SNS for text messages. Source: Amazon SNS Developer
 * Guide, "Viewing Amazon CloudWatch metrics and logs for SMS deliveries", section "SMS delivery failure reasons", in
 * its older and its newer wording. What is permanent is our reading: the guide does not say.
 */
public final class SmsLog {

    private static final Meaning UNLISTED = Meaning.failed(OTHER);

    private static final Map<String, Meaning> FAILURES = Map.ofEntries(
            entry("Blocked as spam by phone carrier", Meaning.notNow(BLOCKED)),
            entry("Destination is blacklisted", Meaning.never(BLOCKED)),
            entry("Destination is on a blocked list", Meaning.never(BLOCKED)),
            entry("Invalid phone number", Meaning.never(INVALID_DESTINATION)),
            entry("Message body is invalid", Meaning.notNow(REJECTED)),
            entry("Phone carrier has blocked this message", Meaning.notNow(BLOCKED)),
            entry("Phone carrier is currently unreachable/unavailable", Meaning.notNow(UNREACHABLE)),
            entry("Phone has blocked SMS", Meaning.never(BLOCKED)),
            entry("Phone is blacklisted", Meaning.never(BLOCKED)),
            entry("Phone is on a blocked list", Meaning.never(BLOCKED)),
            entry("Phone is currently unreachable/unavailable", Meaning.notNow(UNREACHABLE)),
            entry("Phone number is opted out", Meaning.never(OPTED_OUT)),
            entry("This delivery would exceed max price", Meaning.notNow(SPEND_LIMIT)),
            entry("Unknown error attempting to reach phone", UNLISTED));

    /** Not in the guide, whose one example of a success names the carrier; seen in logs of those who use it. */
    private static final String BY_PHONE = "Message has been accepted by phone";

    private static final String BY_CARRIER = "Message has been accepted by phone carrier";

    private SmsLog() {}

    /** The meaning of a record; empty for a status that the guide does not know. */
    public static Optional<Meaning> meaning(String status, String response) {
        return switch (status) {
            case "SUCCESS" -> Optional.of(response.equals(BY_PHONE) ? Meaning.ON_HANDSET : Meaning.WITH_CARRIER);
            case "FAILURE" -> Optional.of(FAILURES.getOrDefault(response, UNLISTED));
            default -> Optional.empty();
        };
    }

    /** The response when it is one that we know. Any other could quote the number. */
    public static String detail(String status, String response) {
        var known = FAILURES.containsKey(response) || response.equals(BY_PHONE) || response.equals(BY_CARRIER);
        return known ? response : status + ", unlisted response";
    }
}
