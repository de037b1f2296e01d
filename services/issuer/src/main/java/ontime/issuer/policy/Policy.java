package ontime.issuer.policy;

import java.util.List;
import ontime.events.Channel;

/** All that a tenant allows and wants. A policy that could not work cannot be made. */
public record Policy(
        CodePolicy codes, NumberPolicy numbers, ChannelPolicy channels, Wording wording, LimitPolicy limits) {

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
                LimitPolicy.defaults());
    }

    public Policy with(CodePolicy other) {
        return new Policy(other, numbers, channels, wording, limits);
    }

    public Policy with(NumberPolicy other) {
        return new Policy(codes, other, channels, wording, limits);
    }

    public Policy with(ChannelPolicy other) {
        return new Policy(codes, numbers, other, wording, limits);
    }

    public Policy with(Wording other) {
        return new Policy(codes, numbers, channels, other, limits);
    }

    public Policy with(LimitPolicy other) {
        return new Policy(codes, numbers, channels, wording, other);
    }
}
