package ontime.gateway.report;

import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's words mean in ours: the right-hand side of every table.
 *
 * @param permanent whether the same destination would fail again; null unless it failed, or when nobody can tell
 * @param confidence for DELIVERED only
 */
public record Meaning(
        DeliveryStatus status,
        @Nullable DeliveryReason reason,
        @Nullable Boolean permanent,
        @Nullable Confidence confidence) {

    /** The phone network or the receiving mail server has it. */
    public static final Meaning WITH_CARRIER = new Meaning(DeliveryStatus.DELIVERED, null, null, Confidence.CARRIER);

    /** The device has it. */
    public static final Meaning ON_HANDSET = new Meaning(DeliveryStatus.DELIVERED, null, null, Confidence.HANDSET);

    /** Nobody will tell any more. */
    public static final Meaning UNKNOWN = new Meaning(DeliveryStatus.UNKNOWN, DeliveryReason.NO_REPORT, null, null);

    /** It will not arrive, and no other message to the same destination will. */
    static Meaning never(DeliveryReason reason) {
        return new Meaning(DeliveryStatus.FAILED, reason, true, null);
    }

    /** It will not arrive; the next one may. */
    static Meaning notNow(DeliveryReason reason) {
        return new Meaning(DeliveryStatus.FAILED, reason, false, null);
    }

    /** It will not arrive, and nobody says whether the next one would. */
    static Meaning failed(DeliveryReason reason) {
        return new Meaning(DeliveryStatus.FAILED, reason, null, null);
    }

    /** Whoever has it keeps trying. */
    static Meaning later(DeliveryReason reason) {
        return new Meaning(DeliveryStatus.DEFERRED, reason, null, null);
    }
}
