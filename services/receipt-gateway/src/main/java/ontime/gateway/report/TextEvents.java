package ontime.gateway.report;

import static java.util.Map.entry;
import static ontime.events.DeliveryReason.BLOCKED;
import static ontime.events.DeliveryReason.EXPIRED;
import static ontime.events.DeliveryReason.INVALID_DESTINATION;
import static ontime.events.DeliveryReason.REJECTED;
import static ontime.events.DeliveryReason.UNREACHABLE;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The event types of AWS End User Messaging for text messages. Source: AWS End User Messaging SMS User Guide, "Event
 * types for SMS, MMS, and voice". The guide says that TEXT_DELIVERED and TEXT_SUCCESSFUL may be used interchangeably,
 * depending on the country: so neither proves that the handset has it, and both are worth CARRIER. What is permanent is
 * our reading.
 */
public final class TextEvents {

    private static final Map<String, Meaning> ENDS = Map.ofEntries(
            entry("TEXT_DELIVERED", Meaning.WITH_CARRIER),
            entry("TEXT_SUCCESSFUL", Meaning.WITH_CARRIER),
            entry("TEXT_BLOCKED", Meaning.never(BLOCKED)),
            entry("TEXT_CARRIER_BLOCKED", Meaning.notNow(BLOCKED)),
            entry("TEXT_CARRIER_UNREACHABLE", Meaning.notNow(UNREACHABLE)),
            entry("TEXT_INVALID", Meaning.never(INVALID_DESTINATION)),
            entry("TEXT_INVALID_MESSAGE", Meaning.notNow(REJECTED)),
            entry("TEXT_PROTECT_BLOCKED", Meaning.never(BLOCKED)),
            entry("TEXT_SPAM", Meaning.notNow(BLOCKED)),
            entry("TEXT_TTL_EXPIRED", Meaning.notNow(EXPIRED)),
            entry("TEXT_UNKNOWN", Meaning.UNKNOWN),
            entry("TEXT_UNREACHABLE", Meaning.notNow(UNREACHABLE)));

    /** What says no more than that the provider has it, which the worker has told already. */
    private static final Set<String> ON_THE_WAY = Set.of("TEXT_QUEUED", "TEXT_PENDING", "TEXT_SENT");

    private TextEvents() {}

    /** Whether the guide has such an event. */
    public static boolean isOne(String type) {
        return ENDS.containsKey(type) || ON_THE_WAY.contains(type);
    }

    /** The meaning of an event; empty for one that tells nothing new. */
    public static Optional<Meaning> meaning(String type) {
        return Optional.ofNullable(ENDS.get(type));
    }
}
