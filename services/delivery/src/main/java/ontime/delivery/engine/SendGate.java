package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.delivery.route.Routes;
import ontime.events.DeliveryReason;

/** Decides at the last moment before each attempt whether a code is still worth sending. */
final class SendGate {

    private final EndedChallenges ended;
    private final Supplier<Duration> shortestDeliveryTime;

    /**
     * @param shortestDeliveryTime how long the quickest route usually takes now; a code with less life left could not
     *     arrive in time by any. Of the route that it goes by in the end {@link Routes#ask} asks the same
     */
    SendGate(EndedChallenges ended, Supplier<Duration> shortestDeliveryTime) {
        this.ended = ended;
        this.shortestDeliveryTime = shortestDeliveryTime;
    }

    /** Why the code must not be sent; empty when it should be. */
    Optional<DeliveryReason> reasonToDrop(Request request, Instant now) {
        if (!now.isBefore(request.expiresAt())) {
            return Optional.of(DeliveryReason.EXPIRED);
        }
        Optional<DeliveryReason> end = ended.reason(request);
        if (end.isPresent()) {
            return end;
        }
        return isTimeLeft(request, now) ? Optional.empty() : Optional.of(DeliveryReason.TOO_LATE_TO_ARRIVE);
    }

    /** Whether a code that is sent at the instant usually arrives before it expires. */
    boolean isTimeLeft(Request request, Instant sentAt) {
        return sentAt.isBefore(request.expiresAt()) && !sentAt.isAfter(lastMoment(request));
    }

    /** The last instant at which a code can be sent and usually still arrives in time. */
    Instant lastMoment(Request request) {
        return request.expiresAt().minus(shortestDeliveryTime.get());
    }
}
