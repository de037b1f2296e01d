package ontime.delivery.route;

import java.time.Duration;
import ontime.events.DeliveryReason;

/** What an operator wants to hear of a route at once. */
public sealed interface RouteNews {

    /**
     * It is down: its breaker has opened.
     *
     * @param reason of the last failure
     * @param detail the provider's own words for it; never a destination
     */
    record Left(String route, DeliveryReason reason, String detail) implements RouteNews {}

    /**
     * It is up again: a probe was answered.
     *
     * @param away for how long it was down
     */
    record Back(String route, Duration away) implements RouteNews {}
}
