package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.issuer.policy.Policy;
import ontime.issuer.routing.Destination;
import org.jspecify.annotations.Nullable;

/** Sends the same code once more, as the next delivery of the same challenge. */
public final class Resending {

    private final Seals seals;
    private final Vault vault;
    private final Store store;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /** @param ids of events; UUIDs */
    public Resending(Seals seals, Vault vault, Store store, InstantSource clock, Supplier<String> ids) {
        this.seals = seals;
        this.vault = vault;
        this.store = store;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
    }

    /**
     * Sends a code again, unless it was sent only just now.
     *
     * @param channel null for the one that the code took before
     */
    public Resent resend(String tenant, Policy policy, String challengeId, @Nullable Channel channel) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.inOneUnit(unit -> unit.lock(tenant, challengeId)
                .map(challenge -> resend(unit, policy, challenge, channel, now))
                .orElseGet(Resent.Unknown::new));
    }

    private Resent resend(Store.Unit unit, Policy policy, Challenge challenge, @Nullable Channel channel, Instant now) {
        if (!challenge.isActive(now) || challenge.contents() == null) {
            return new Resent.Ended();
        }
        if (now.isBefore(challenge.resendAt())) {
            return new Resent.StillValid(
                    Duration.between(now, challenge.expiresAt()), Duration.between(now, challenge.resendAt()));
        }
        var contents = vault.open(challenge.contents(), challenge.challengeId());
        Channel used = channel == null ? challenge.routing().used() : channel;
        Destination destination = contents.over(used);
        if (destination == null) {
            return new Resent.NoDestination(used);
        }
        Challenge next = challenge.sentAgain(
                routing(challenge.routing(), channel, destination),
                now.plus(policy.codes().cooldown()));
        var message = contents.message(destination, next, policy.wording().zone());
        var sealed = seals.seal(message, next.challengeId(), next.deliveries(), used);
        unit.change(next);
        unit.publish(events.requested(next, destination, sealed, now));
        return new Resent.Sent(next);
    }

    private Challenge.Routing routing(Challenge.Routing before, @Nullable Channel channel, Destination destination) {
        if (channel == null) {
            return before;
        }
        return new Challenge.Routing(
                channel, channel, RoutingReason.AS_REQUESTED, destination.masked(), seals.fingerprint(destination));
    }
}
