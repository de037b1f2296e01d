package ontime.directory.following;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import ontime.directory.user.Actor;
import ontime.directory.user.AuditEntry;
import ontime.directory.user.Comparing;
import ontime.directory.user.RefusedException;
import ontime.directory.user.Store;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;

/** Has what stores hold compared with what they should: one user's, or, of those outside, all again and again. */
public final class Reconciling {

    private static final Duration BETWEEN_STEPS = Duration.ofSeconds(1);

    private final WorkList list;
    private final Store store;
    private final Tenants tenants;
    private final Comparing comparing;
    private final Duration every;
    private final int usersPerSecond;
    private final InstantSource clock;

    /**
     * Compares.
     *
     * @param every each user is compared once in so long
     * @param usersPerSecond so many at most at each store
     */
    public Reconciling(
            WorkList list,
            Store store,
            Tenants tenants,
            Comparing comparing,
            Duration every,
            int usersPerSecond,
            InstantSource clock) {
        this.list = list;
        this.store = store;
        this.tenants = tenants;
        this.comparing = comparing;
        this.every = every;
        this.usersPerSecond = usersPerSecond;
        this.clock = clock;
    }

    /**
     * Has a user's contacts compared at every store, as soon as it can be.
     *
     * @throws RefusedException when there is no such user
     */
    public void reconcile(UserKey user, Actor actor) {
        Instant now = now();
        store.inOneUnit(unit -> {
            var account = unit.lock(user).orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_USER));
            unit.audit(new AuditEntry(user.tenant(), now, actor, AuditEntry.Action.RECONCILED, user.userId(), null));
            tenants.of(user.tenant()).outside().forEach(follower -> list.compare(user, follower, now));
            comparing.ask(unit, account, now);
            return user;
        });
    }

    /** Goes on with the walk through a tenant's users at a store, if it is time to. */
    public void step(String tenant, String follower) {
        Instant now = now();
        list.walk(tenant, follower, now, now.plus(BETWEEN_STEPS)).ifPresent(walk -> {
            switch (list.compare(tenant, follower, walk.after(), usersPerSecond, now)) {
                case WorkList.Next.Until until ->
                    list.walked(
                            new WorkList.Walk(tenant, follower, until.userId(), walk.beganAt()),
                            now.plus(BETWEEN_STEPS));
                case WorkList.Next.AtTheEnd _ -> {
                    Instant again = walk.beganAt().plus(every);
                    Instant due = again.isAfter(now) ? again : now.plus(BETWEEN_STEPS);
                    list.walked(new WorkList.Walk(tenant, follower, "", due), due);
                }
                case WorkList.Next.Busy _ -> {}
            }
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
