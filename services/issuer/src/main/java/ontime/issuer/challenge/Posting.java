package ontime.issuer.challenge;

import java.time.Instant;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/** Hands a challenge's code to the worker of its channel: for the first time, or once more. */
final class Posting {

    private final Seals seals;
    private final Vault vault;
    private final ChallengeEvents events;

    /** @param ids of events; UUIDs */
    Posting(Seals seals, Vault vault, Supplier<String> ids) {
        this.seals = seals;
        this.vault = vault;
        this.events = new ChallengeEvents(ids);
    }

    /** How a delivery to this destination travels. */
    Challenge.Routing routing(@Nullable Channel requested, RoutingReason reason, Destination destination) {
        return new Challenge.Routing(
                requested, destination.channel(), reason, destination.masked(), seals.fingerprint(destination));
    }

    /** Publishes the present delivery of a challenge. */
    void post(Store.Unit unit, Policy policy, Challenge challenge, Contents contents, Destination to, Instant now) {
        var message = contents.message(to, challenge, policy.wording().zone());
        var sending = challenge.sending();
        var sealed = seals.seal(
                message,
                challenge.challengeId(),
                sending.deliveries(),
                sending.routing().used());
        unit.publish(events.requested(challenge, to, sealed, now));
    }

    /**
     * Publishes the next delivery of the same code.
     *
     * @param challenge one that can still be sent
     * @param routing of the new delivery
     * @param now when it was asked for
     */
    Challenge postAgain(
            Store.Unit unit,
            Policy policy,
            Challenge challenge,
            Contents contents,
            Destination to,
            Challenge.Routing routing,
            Instant now) {
        boolean canFallBack = contents.over(OtherChannel.than(routing.used())) != null;
        var sending = challenge
                .sending()
                .again(routing, now, now.plus(policy.codes().cooldown()), canFallBack ? fallbackAt(policy, now) : null);
        Challenge next = challenge.with(sending);
        unit.change(next);
        post(unit, policy, next, contents, to, now);
        return next;
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
