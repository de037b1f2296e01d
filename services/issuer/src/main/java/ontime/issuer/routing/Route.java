package ontime.issuer.routing;

import java.util.Optional;
import java.util.function.Predicate;
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
            @Nullable Destination alternative) implements Route {

        /** The same, without destinations that nothing may be sent to. */
        public Route avoiding(Predicate<Destination> suppressed) {
            Destination other = alternative == null || suppressed.test(alternative) ? null : alternative;
            if (!suppressed.test(destination)) {
                return new To(destination, reason, other);
            }
            return other == null
                    ? new None(RoutingReason.SUPPRESSED, destination)
                    : new To(other, RoutingReason.SUPPRESSED, null);
        }

        /** The way over the alternative, for SMS that are closed; empty when there is none. */
        public Optional<To> withSmsClosed() {
            return Optional.ofNullable(alternative).map(other -> new To(other, RoutingReason.SMS_CLOSED, null));
        }
    }

    /**
     * There is nothing to send it to.
     *
     * @param destination that cannot be served; null when there is none that could be read
     */
    record None(RoutingReason reason, @Nullable Destination destination) implements Route {}

    /** What was named as a destination is none. */
    record Invalid(String field, String why) implements Route {}
}
