package ontime.issuer.routing;

import ontime.events.RoutingReason;

/** How a code travels, or why it cannot. */
public sealed interface Route {

    /** The code goes there, for that reason. */
    record To(Destination destination, RoutingReason reason) implements Route {}

    /** There is nothing to send it to. */
    record None(RoutingReason reason) implements Route {}

    /** What was named as a destination is none. */
    record Invalid(String field, String why) implements Route {}
}
