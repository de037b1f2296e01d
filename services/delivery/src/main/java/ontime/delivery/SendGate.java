package ontime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.events.DeliveryReason;
import ontime.events.OtpRequested;

/** Decides at the last moment before each attempt whether a code is still worth sending. */
final class SendGate {

    private final EndedChallenges ended;
    private final Duration usualDeliveryTime;

    /**
     * @param usualDeliveryTime how long the route usually takes; a code with less life left could not arrive in time
     */
    SendGate(EndedChallenges ended, Duration usualDeliveryTime) {
        this.ended = ended;
        this.usualDeliveryTime = usualDeliveryTime;
    }

    /** Why the code must not be sent; empty when it should be. */
    Optional<DeliveryReason> reasonToDrop(OtpRequested request, Instant now) {
        if (!now.isBefore(request.getExpiresAt())) {
            return Optional.of(DeliveryReason.EXPIRED);
        }
        Optional<DeliveryReason> end = ended.reason(request);
        if (end.isPresent()) {
            return end;
        }
        return isTimeLeft(request, now) ? Optional.empty() : Optional.of(DeliveryReason.TOO_LATE_TO_ARRIVE);
    }

    /** Whether a code that is sent at the instant usually arrives before it expires. */
    boolean isTimeLeft(OtpRequested request, Instant sentAt) {
        return sentAt.isBefore(request.getExpiresAt())
                && !sentAt.plus(usualDeliveryTime).isAfter(request.getExpiresAt());
    }
}
