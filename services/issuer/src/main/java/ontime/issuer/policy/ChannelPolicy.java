package ontime.issuer.policy;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import ontime.events.Channel;
import org.jspecify.annotations.Nullable;

/**
 * How codes travel.
 *
 * @param order the channels that are used, the default one first; what cannot travel over one takes the next
 * @param fallback when the same code is sent over the next channel by itself; null for never
 */
public record ChannelPolicy(List<Channel> order, @Nullable Fallback fallback) {

    public ChannelPolicy {
        order = List.copyOf(order);
        Rule.require(!order.isEmpty(), "channels.order", "must name a channel, or no code could be sent");
        Rule.require(Set.of(Channel.SMS, Channel.EMAIL).containsAll(order), "channels.order", "may name SMS and EMAIL");
        Rule.require(Set.copyOf(order).size() == order.size(), "channels.order", "must name each channel once");
    }

    static ChannelPolicy defaults() {
        return new ChannelPolicy(List.of(Channel.SMS, Channel.EMAIL), new Fallback(Duration.ofSeconds(20), null));
    }

    /** The channel that a code takes when the caller names none. */
    public Channel first() {
        return order.getFirst();
    }

    public boolean uses(Channel channel) {
        return order.contains(channel);
    }

    /**
     * Deadlines, counted from the request for a delivery. A delivery that has failed for good falls back at once.
     *
     * @param accepted by when the provider must have taken the message; 1 second or more
     * @param delivered by when its arrival must have been reported; only for routes that report arrivals, and null
     *     where they do not
     */
    public record Fallback(Duration accepted, @Nullable Duration delivered) {

        /** With less life left nobody could find the message and type the code. */
        public static final Duration SHORTEST_USE = Duration.ofSeconds(10);

        private static final Duration SHORTEST = Duration.ofSeconds(1);

        public Fallback {
            Rule.require(accepted.compareTo(SHORTEST) >= 0, "channels.fallback.accepted", "must be 1 second or more");
            Rule.require(
                    delivered == null || delivered.compareTo(accepted) >= 0,
                    "channels.fallback.delivered",
                    "must not come before channels.fallback.accepted");
        }

        Duration latest() {
            return delivered == null ? accepted : delivered;
        }
    }
}
