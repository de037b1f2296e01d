package ontime.issuer.challenge;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import ontime.events.WithdrawalReason;
import ontime.issuer.contact.StoredBook;

/** Forgets a user who has been deleted: contacts, challenges, logins. What is on its way is withdrawn. */
public final class Erasing {

    private final Store store;
    private final ChallengeEvents events;
    private final InstantSource clock;

    /** @param ids of events; UUIDs */
    public Erasing(Store store, InstantSource clock, Supplier<String> ids) {
        this.store = store;
        this.events = new ChallengeEvents(ids);
        this.clock = clock;
    }

    /** Forgets a user, unless the user was made anew since: what says so may come again, and late. */
    public void erase(String tenant, String userId, Instant erasedAt) {
        Instant now = now();
        store.inOneUnit(unit -> {
            // Held first, as everything about a user is: a code that is asked for now waits, and finds no contact. The
            // book, too: two topics tell of an erasure, and between a look and the deed the user could be made anew.
            unit.lockUser(tenant, userId);
            boolean madeAnew = unit.lockBook(tenant, userId)
                    .filter(book -> !book.erased())
                    .map(StoredBook::changedAt)
                    .filter(erasedAt::isBefore)
                    .isPresent();
            if (!madeAnew) {
                erase(unit, tenant, userId, now);
            }
            return tenant;
        });
    }

    private void erase(Store.Unit unit, String tenant, String userId, Instant now) {
        unit.recent(tenant, userId, OldCodes.inSightSince(now)).stream()
                .filter(challenge -> challenge.isActive(now))
                .forEach(challenge -> unit.publish(events.withdrawn(challenge, WithdrawalReason.CANCELLED, null, now)));
        unit.erase(tenant, userId, now);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
