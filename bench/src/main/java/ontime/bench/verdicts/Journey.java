package ontime.bench.verdicts;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;

/** How long everybody keeps one message, from the click to its arrival. */
final class Journey {

    /** A worker does not send what could not arrive before it expires. */
    private static final Duration USUAL_DELIVERY = Duration.ofMillis(2_500);

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(15);

    private final PlayedLogin login;
    private final Chance chance;
    private final Channel channel;
    private final Map<Keeper, Duration> kept = new EnumMap<>(Keeper.class);
    private RoutingReason why = RoutingReason.POLICY_DEFAULT;
    private boolean reported = true;

    /** One on which nothing is wrong. */
    Journey(PlayedLogin login, Channel channel) {
        this.login = login;
        this.chance = login.chance();
        this.channel = channel;
        keep(Keeper.AUTH_SERVICE, chance.around(Duration.ofMillis(60), 0.5));
        keep(Keeper.ISSUER, chance.around(Duration.ofMillis(20), 0.5));
        keep(Keeper.QUEUE, chance.around(Duration.ofMillis(15), 0.7));
        keep(Keeper.HOLD, chance.around(Duration.ofMillis(10), 0.7));
        keep(Keeper.PROVIDER, chance.around(Duration.ofMillis(120), 0.5));
        keep(network(), chance.around(Duration.ofMillis(2_500), 0.5));
        if (chance.of(0.03)) {
            keep(Keeper.THROTTLE, Duration.ofMillis(600));
        }
        reported = chance.of(channel == Channel.SMS ? 0.8 : 0.4);
    }

    Keeper network() {
        return channel == Channel.SMS ? Keeper.PHONE_NETWORK : Keeper.MAIL_SERVER;
    }

    Journey keep(Keeper keeper, Duration time) {
        kept.put(keeper, time);
        return this;
    }

    Journey routed(RoutingReason reason) {
        why = reason;
        return this;
    }

    /** Whether somebody tells of the arrival. */
    Journey reported(boolean told) {
        reported = told;
        return this;
    }

    /** Publishes what becomes of the message, up to its arrival or its end. */
    Outcome play() {
        var requested = login.after(of(Keeper.AUTH_SERVICE));
        var code = login.code(requested);
        var published = requested.plus(of(Keeper.ISSUER));
        var consumed = published.plus(of(Keeper.QUEUE));
        var message = code.message(channel, why).published(published).consumed(consumed);
        var end = code.expiresAt().minus(USUAL_DELIVERY);
        var call = consumed.plus(of(Keeper.HOLD));
        if (call.isAfter(end)) {
            var late = consumed.isAfter(code.expiresAt());
            message.dropped(
                    late ? DeliveryReason.EXPIRED : DeliveryReason.TOO_LATE_TO_ARRIVE,
                    late || consumed.isAfter(end) ? consumed : end);
            return Outcome.lost(code, message, slowest());
        }
        for (var trouble : new Keeper[] {Keeper.THROTTLE, Keeper.OUTAGE, Keeper.RECEIVER}) {
            if (!of(trouble).isZero() && !isOvercome(message, trouble, call, end)) {
                return Outcome.lost(code, message, slowest());
            }
            call = call.plus(of(trouble));
        }
        var accepted = call.plus(of(Keeper.PROVIDER));
        message.accepted(call, accepted);
        var arrived = accepted.plus(of(network()));
        if (reported) {
            message.delivered(arrived);
        }
        return new Outcome(code, message, arrived, reported ? arrived : accepted, reported, slowest());
    }

    /** Tries, and tries again, until the trouble is over; false when the code would not live to see it. */
    private boolean isOvercome(PlayedMessage message, Keeper trouble, Instant from, Instant end) {
        var over = from.plus(of(trouble));
        var wait = Duration.ofMillis(250);
        var call = from;
        while (call.isBefore(over)) {
            var answer = call.plus(chance.between(Duration.ofMillis(50), Duration.ofMillis(300)));
            var next = answer.plus(wait);
            next = next.isAfter(over) ? over : next;
            if (answer.isAfter(over)) {
                answer = over;
            }
            if (next.isAfter(end)) {
                message.failed(call, answer, reason(trouble));
                return false;
            }
            message.deferred(call, answer, reason(trouble), "try again", next);
            call = next;
            wait = wait.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? wait.multipliedBy(2) : LONGEST_RETRY;
        }
        return true;
    }

    private DeliveryReason reason(Keeper trouble) {
        return switch (trouble) {
            case THROTTLE -> DeliveryReason.THROTTLED;
            case RECEIVER -> DeliveryReason.GREYLISTED;
            case OUTAGE -> chance.one(DeliveryReason.PROVIDER_UNAVAILABLE, DeliveryReason.TIMED_OUT);
            case AUTH_SERVICE, ISSUER, QUEUE, HOLD, PROVIDER, PHONE_NETWORK, MAIL_SERVER ->
                throw new IllegalArgumentException(trouble + " makes no call fail");
        };
    }

    private Duration of(Keeper keeper) {
        return kept.getOrDefault(keeper, Duration.ZERO);
    }

    private Keeper slowest() {
        return kept.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }
}
