package ontime.delivery.neighbours;

import java.time.Duration;
import ontime.delivery.Provider;
import ontime.delivery.route.Routes;

/** The routes of a test that is not about routes. */
public final class OneRoute {

    private OneRoute() {}

    /** One route without a rate, with so many calls in flight at most. */
    public static Routes of(Provider provider, int callsInFlight, Duration usualDeliveryTime) {
        return new Routes(provider, callsInFlight, usualDeliveryTime);
    }
}
