package ontime.directory.following;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import ontime.directory.user.Comparing;
import ontime.directory.user.Lookup;
import ontime.directory.user.Store;
import ontime.directory.user.UserKey;

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

    /**
     * Goes on with the walk through a tenant's users, if it is time to.
     *
     * @param failed is told of each user who cannot be compared; the walk goes on without them
     * @return whether it was time to
     */
    public boolean step(String tenant, Consumer<RuntimeException> failed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant next = now.plus(BETWEEN_STEPS);
        var due = list.walk(tenant, WALK, now, next);
        due.ifPresent(walk -> goOn(walk, now, next, failed));
        return due.isPresent();
    }

    private void goOn(WorkList.Walk walk, Instant now, Instant next, Consumer<RuntimeException> failed) {
        String tenant = walk.tenant();
        var users = lookup.search(tenant, EVERYBODY, walk.after(), usersPerSecond);
        for (var user : users) {
            try {
                compare(user.account().key(), now);
            } catch (RuntimeException e) {
                // The same each time: it would hold up all who come after them.
                failed.accept(e);
            }
        }
        if (users.isEmpty()) {
            Instant again = walk.beganAt().plus(every);
            Instant due = again.isAfter(now) ? again : next;
            list.walked(new WorkList.Walk(tenant, WALK, "", due), due);
        } else {
            String last = users.getLast().account().key().userId();
            list.walked(new WorkList.Walk(tenant, WALK, last, walk.beganAt()), next);
        }
    }

    private void compare(UserKey user, Instant now) {
        store.inOneUnit(unit -> {
            var account = unit.lock(user);
            account.ifPresent(known -> comparing.ask(unit, known, now));
            return account;
        });
    }
}
