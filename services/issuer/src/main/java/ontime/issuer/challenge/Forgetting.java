package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import java.util.function.Supplier;
import ontime.events.WithdrawalReason;

/**
 * Forgets a user: codes that could still be entered are withdrawn, and whatever is known of challenges and logins is
 * deleted, with their destinations, what was answered about them and what is suppressed because of them. What stays is
 * how many wrong codes in a row were entered and how many codes were asked for, and what limits have counted: without
 * these, to be forgotten would be the way to lift a lock or a limit, and workers would take the next code for an old
 * one.
 */
public final class Forgetting {

    private final Store store;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /** @param ids of events; UUIDs */
    public Forgetting(Store store, InstantSource clock, Supplier<String> ids) {
        this.store = store;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
    }

    /** Gives the number of challenges that are forgotten; empty when the tenant has no such user. */
    public OptionalInt forget(String tenant, String userId) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return store.inOneUnit(unit -> unit.lockUser(tenant, userId)
                .map(user -> OptionalInt.of(forget(unit, user, now)))
                .orElseGet(OptionalInt::empty));
    }

    private int forget(Store.Unit unit, User user, Instant now) {
        var challenges = unit.recent(user.tenant(), user.userId(), Instant.EPOCH);
        challenges.stream()
                .filter(challenge -> challenge.isActive(now))
                .forEach(challenge -> unit.publish(events.withdrawn(challenge, WithdrawalReason.CANCELLED, null, now)));
        unit.forget(user);
        return challenges.size();
    }
}
