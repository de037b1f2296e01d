package ontime.directory.following;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import ontime.directory.user.Comparing;
import ontime.directory.user.Lookup;
import ontime.directory.user.Store;

/** Has those who follow the contact books compare all users, again and again: the issuer, and who else reads them. */
public final class ComparingBooks {

    /** The issuer's walk through the users, beside those of the stores outside. */
    private static final String WALK = Lookup.ISSUER;

    private static final Lookup.Search EVERYBODY = new Lookup.Search(null, null, null);
    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(1);

    private final WorkList list;
    private final Store store;
    private final Lookup lookup;
    private final Comparing comparing;
    private final Duration every;
    private final int usersPerSecond;
    private final InstantSource clock;

    /**
     * Compares.
     *
     * @param every each user is compared once in so long
     * @param usersPerSecond so many at most
     */
    public ComparingBooks(
            WorkList list,
            Store store,
            Lookup lookup,
            Comparing comparing,
            Duration every,
            int usersPerSecond,
            InstantSource clock) {
        this.list = list;
        this.store = store;
        this.lookup = lookup;
        this.comparing = comparing;
        this.every = every;
        this.usersPerSecond = usersPerSecond;
        this.clock = clock;
    }

    /** Goes on with the walk through a tenant's users, if it is time to. */
    public void step(String tenant) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant next = now.plus(BETWEEN_STEPS);
        list.walk(tenant, WALK, now, next).ifPresent(walk -> {
            var users = lookup.search(tenant, EVERYBODY, walk.after(), usersPerSecond);
            users.forEach(user -> store.inOneUnit(unit -> {
                var account = unit.lock(user.account().key());
                account.ifPresent(known -> comparing.ask(unit, known, now));
                return account;
            }));
            if (users.isEmpty()) {
                Instant again = walk.beganAt().plus(every);
                Instant due = again.isAfter(now) ? again : next;
                list.walked(new WorkList.Walk(tenant, WALK, "", due), due);
            } else {
                String last = users.getLast().account().key().userId();
                list.walked(new WorkList.Walk(tenant, WALK, last, walk.beganAt()), next);
            }
        });
    }
}
