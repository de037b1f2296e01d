package ontime.issuer.challenge;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.limit.Limiting;
import ontime.issuer.limit.Outgoing;
import ontime.issuer.limit.Reached;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.message.Segments;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;
import org.jspecify.annotations.Nullable;

/** Hands a challenge's code to the worker of its channel: for the first time, or once more. */
public final class Posting {

    private final Seals seals;
    private final Vault vault;
    private final MessageWriter writer;
    private final Limiting limiting;
    private final ChallengeEvents events;

    /** @param ids of events; UUIDs */
    public Posting(Seals seals, Vault vault, MessageWriter writer, Limiting limiting, Supplier<String> ids) {
        this.seals = seals;
        this.vault = vault;
        this.writer = writer;
        this.limiting = limiting;
        this.events = new ChallengeEvents(ids);
    }

    /** How a delivery to this destination travels. */
    Challenge.Routing routing(@Nullable Channel requested, RoutingReason reason, Destination destination) {
        return new Challenge.Routing(
                requested, destination.channel(), reason, destination.masked(), seals.fingerprint(destination));
    }

    /** By which a request is known again, without telling what was asked for. */
    String digest(Once once) {
        return digest(once.asked());
    }

    String digest(String asked) {
        return seals.fingerprint(asked);
    }

    /** The message of a challenge's present delivery. */
    Message message(Policy policy, Challenge challenge, Contents contents, Destination to) {
        return contents.message(to, challenge, writer, policy.wording());
    }

    /** Publishes the present delivery of a challenge, which has its place within the limits. */
    void post(Store.Unit unit, Challenge challenge, Message message, Destination to, Instant now) {
        var sending = challenge.sending();
        var sealed = seals.seal(
                message,
                challenge.challengeId(),
                sending.deliveries(),
                sending.routing().used());
        unit.publish(events.requested(challenge, to, sealed, parts(message, to), now));
    }

    private static int parts(Message message, Destination to) {
        return switch (to) {
            case Destination.PhoneNumber phone -> Segments.count(message.text());
            case Destination.EmailAddress address -> 1;
        };
    }

    /** What came of the wish to send a code once more. */
    sealed interface Again {

        /** It is on its way. */
        record Sent(Challenge challenge) implements Again {}

        /** A limit holds it back; nothing has changed. */
        record Held(Reached reached) implements Again {}
    }

    /**
     * Publishes the next delivery of the same code, if the limits leave room for it.
     *
     * @param challenge one that can still be sent
     * @param routing of the new delivery
     * @param resendAt from when on somebody may ask for one more
     * @param now when it was asked for
     */
    Again postAgain(
            Store.Unit unit,
            Policy policy,
            Challenge challenge,
            Contents contents,
            Destination to,
            Challenge.Routing routing,
            Instant resendAt,
            Instant now) {
        var message = message(policy, challenge, contents, to);
        var outgoing =
                new Outgoing(challenge.tenant(), challenge.challengeId(), to, message.text(), challenge.expiresAt());
        Optional<Reached> reached = limiting.again(policy.limits(), outgoing, now);
        if (reached.isPresent()) {
            return new Again.Held(reached.get());
        }
        boolean canFallBack = contents.over(OtherChannel.than(routing.used())) != null;
        var sending = challenge.sending().again(routing, now, resendAt, canFallBack ? fallbackAt(policy, now) : null);
        Challenge next = challenge.with(sending);
        unit.change(next);
        post(unit, next, message, to, now);
        return new Again.Sent(next);
    }

    /** Whether a code may still go there: the policy may have changed since it was asked for. */
    static boolean allows(Policy policy, Destination destination) {
        String country = Destination.countryOf(destination);
        return policy.channels().uses(destination.channel())
                && (country == null || policy.numbers().smsCountries().contains(country));
    }

    /** When a delivery that nobody has heard of falls back; null when the policy has none. */
    static @Nullable Instant fallbackAt(Policy policy, Instant now) {
        var fallback = policy.channels().fallback();
        return fallback == null ? null : now.plus(fallback.accepted());
    }

    /** What can be sent again of a challenge that is active. */
    Contents open(Challenge challenge) {
        if (challenge.contents() == null) {
            throw new IllegalArgumentException("a challenge that has ended cannot be sent again");
        }
        return vault.open(challenge.contents(), challenge.challengeId());
    }
}
