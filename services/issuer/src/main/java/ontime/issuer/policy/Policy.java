package ontime.issuer.policy;

import java.util.List;
import ontime.events.Channel;

/**
 * All that a tenant allows and wants. A policy that could not work cannot be made.
 *
 * @param destinations where codes may go: anywhere that a request names, or only to contacts of the directory
 */
public record Policy(
        CodePolicy codes,
        NumberPolicy numbers,
        ChannelPolicy channels,
        Wording wording,
        LimitPolicy limits,
        Destinations destinations) {

    /** Who says where a code goes. */
    public enum Destinations {
        /** The request, or the directory when the request names nothing. */
        NAMED_OR_KNOWN,
        /** The directory alone: a request that names a destination is refused. */
        KNOWN_ONLY
    }

    public Policy {
        Rule.require(
                !channels.order().equals(List.of(Channel.SMS))
                        || !numbers.smsCountries().isEmpty(),
                "numbers.smsCountries",
                "must not be empty while SMS is the only channel: nothing could be sent");
        var fallback = channels.fallback();
        Rule.require(
                fallback == null
                        || fallback.latest()
                                        .plus(ChannelPolicy.Fallback.SHORTEST_USE)
                                        .compareTo(codes.timeToLive())
                                <= 0,
                "channels.fallback",
                "must come 10 s or more before codes.timeToLive ends, or it would bring a dead code");
    }

    /** What serves an installation that has set nothing. */
    public static Policy defaults() {
        return new Policy(
                CodePolicy.defaults(),
                NumberPolicy.defaults(),
                ChannelPolicy.defaults(),
                Wording.defaults(),
                LimitPolicy.defaults(),
                Destinations.NAMED_OR_KNOWN);
    }

    public Policy with(CodePolicy other) {
        return new Policy(other, numbers, channels, wording, limits, destinations);
    }

    public Policy with(NumberPolicy other) {
        return new Policy(codes, other, channels, wording, limits, destinations);
    }

    public Policy with(ChannelPolicy other) {
        return new Policy(codes, numbers, other, wording, limits, destinations);
    }

    public Policy with(Wording other) {
        return new Policy(codes, numbers, channels, other, limits, destinations);
    }

    public Policy with(LimitPolicy other) {
        return new Policy(codes, numbers, channels, wording, other, destinations);
    }

    public Policy with(Destinations other) {
        return new Policy(codes, numbers, channels, wording, limits, other);
    }
}
