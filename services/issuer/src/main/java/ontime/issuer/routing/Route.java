package ontime.issuer.routing;

import ontime.events.RoutingReason;
import org.jspecify.annotations.Nullable;

/** How a code travels, or why it cannot. */
public sealed interface Route {

    /**
     * The code goes there, for that reason.
     *
     * @param alternative over the other channel, where the same code may be sent later; null when there is none
     */
    record To(
            Destination destination,
            RoutingReason reason,
            @Nullable Destination alternative) implements Route {}

    /**
     * There is nothing to send it to.
     *
     * @param destination that cannot be served; null when there is none that could be read
     */
    record None(RoutingReason reason, @Nullable Destination destination) implements Route {}

    /** What was named as a destination is none. */
    record Invalid(String field, String why) implements Route {}
}
