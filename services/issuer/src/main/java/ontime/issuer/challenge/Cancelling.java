package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.events.WithdrawalReason;

/** Looks a challenge up, or ends it on the caller's wish. */
public final class Cancelling {

    private final Store store;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /** @param ids of events; UUIDs */
    public Cancelling(Store store, InstantSource clock, Supplier<String> ids) {
        this.store = store;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
    }

    public Optional<Challenge> find(String tenant, String challengeId) {
        return store.inOneUnit(unit -> unit.find(tenant, challengeId));
    }

    /**
     * Ends a challenge: it can be entered no more, and what is not sent yet will not be. One that is over stays as it
     * is.
     *
     * @return the challenge as it was before; empty when the tenant has no such challenge
     */
    public Optional<Challenge> cancel(String tenant, String challengeId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.inOneUnit(unit -> {
            Optional<Challenge> found =
                    unit.lockUserOfChallenge(tenant, challengeId).flatMap(_ -> unit.find(tenant, challengeId));
            found.filter(challenge -> challenge.isEnterable(now)).ifPresent(challenge -> cancel(unit, challenge, now));
            return found;
        });
    }

    /** With all that would let the same code, or an older one of the same login, in after all. */
    private void cancel(Store.Unit unit, Challenge cancelled, Instant now) {
        unit.recent(cancelled.tenant(), cancelled.userId(), OldCodes.inSightSince(now)).stream()
                .filter(challenge -> challenge.isEnterable(now))
                .filter(challenge -> challenge.hasCodeOf(cancelled) || challenge.isUpTo(cancelled))
                .forEach(challenge -> {
                    unit.change(challenge.in(Challenge.State.CANCELLED));
                    if (challenge.isActive(now)) {
                        unit.publish(events.withdrawn(challenge, WithdrawalReason.CANCELLED, null, now));
                    }
                });
    }
}
