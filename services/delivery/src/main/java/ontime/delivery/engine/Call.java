package ontime.delivery.engine;

import java.time.Instant;
import ontime.delivery.route.Route;

/**
 * One call to a provider.
 *
 * @param attempt number of the call within the delivery, from 1
 * @param route which way the message goes
 * @param begunAt when it began
 */
public record Call(Delivery delivery, int attempt, Route route, Instant begunAt) {

    /** The same, with the instant at which the provider itself was called. */
    Call dispatched(Instant at) {
        return new Call(delivery, attempt, route, at);
    }
}
