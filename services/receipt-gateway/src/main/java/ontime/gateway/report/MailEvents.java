package ontime.gateway.report;

import static java.util.Map.entry;
import static ontime.events.DeliveryReason.COMPLAINED;
import static ontime.events.DeliveryReason.GREYLISTED;
import static ontime.events.DeliveryReason.INVALID_DESTINATION;
import static ontime.events.DeliveryReason.MAILBOX_FULL;
import static ontime.events.DeliveryReason.OTHER;
import static ontime.events.DeliveryReason.PROVIDER_UNAVAILABLE;
import static ontime.events.DeliveryReason.REJECTED;
import static ontime.events.DeliveryReason.THROTTLED;
import static ontime.events.DeliveryReason.TIMED_OUT;
import static ontime.events.DeliveryReason.UNREACHABLE;

import java.util.Map;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;

/**
 * The events of Amazon SES. Source: Amazon SES Developer Guide, "Amazon SNS notification contents for Amazon SES"
 * (bounce and complaint objects) and "Contents of event data that Amazon SES publishes to Amazon SNS" (delivery delay
 * object). Of bounces the guide itself says whether they are permanent.
 */
public final class MailEvents {

    /** The receiving server took it: it may be in the inbox, among junk, or be bounced later all the same. */
    public static final Meaning DELIVERY = Meaning.WITH_CARRIER;

    /** The person has seen it, and does not want it. */
    public static final Meaning COMPLAINT = new Meaning(DeliveryStatus.DELIVERED, COMPLAINED, null, Confidence.CARRIER);

    /** SES found a virus in it and sent nothing. */
    public static final Meaning REJECT = Meaning.notNow(REJECTED);

    private static final Map<String, DeliveryReason> BOUNCES = Map.ofEntries(
            entry("Undetermined/Undetermined", OTHER),
            entry("Permanent/General", INVALID_DESTINATION),
            entry("Permanent/NoEmail", INVALID_DESTINATION),
            entry("Permanent/Suppressed", INVALID_DESTINATION),
            entry("Permanent/OnAccountSuppressionList", INVALID_DESTINATION),
            entry("Permanent/UnsubscribedRecipient", DeliveryReason.OPTED_OUT),
            entry("Transient/General", REJECTED),
            entry("Transient/MailboxFull", MAILBOX_FULL),
            entry("Transient/MessageTooLarge", REJECTED),
            entry("Transient/ContentRejected", DeliveryReason.BLOCKED),
            entry("Transient/AttachmentRejected", DeliveryReason.BLOCKED),
            entry("Transient/CustomTimeoutExceeded", DeliveryReason.EXPIRED));

    private static final Map<String, DeliveryReason> DELAYS = Map.ofEntries(
            entry("InternalFailure", PROVIDER_UNAVAILABLE),
            entry("General", OTHER),
            entry("MailboxFull", MAILBOX_FULL),
            entry("SpamDetected", DeliveryReason.BLOCKED),
            entry("RecipientServerError", GREYLISTED),
            entry("IPFailure", DeliveryReason.BLOCKED),
            entry("TransientCommunicationFailure", TIMED_OUT),
            entry("BYOIPHostNameLookupUnavailable", UNREACHABLE),
            entry("SendingDeferral", THROTTLED),
            entry("Undetermined", OTHER));

    private MailEvents() {}

    /** The meaning of a bounce. A sub-type that is not listed counts as the general one of its type. */
    public static Meaning bounce(String type, String subType) {
        var reason = BOUNCES.getOrDefault(type + "/" + subType, OTHER);
        return switch (type) {
            case "Permanent" -> Meaning.never(reason == OTHER ? INVALID_DESTINATION : reason);
            case "Transient" -> Meaning.notNow(reason == OTHER ? REJECTED : reason);
            default -> Meaning.failed(OTHER);
        };
    }

    /** The type and sub-type of a bounce when we know them. Any other could be anything. */
    public static String detail(String type, String subType) {
        var both = type + "/" + subType;
        return BOUNCES.containsKey(both) ? both : "unlisted bounce";
    }

    /** The meaning of a delay: SES keeps trying. */
    public static Meaning delay(String type) {
        return Meaning.later(DELAYS.getOrDefault(type, OTHER));
    }

    /** The type of a delay when we know it. */
    public static String delayDetail(String type) {
        return DELAYS.containsKey(type) ? "delay, " + type : "unlisted delay";
    }
}
