package ontime.directory.following;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.directory.destination.Destination;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.follower.Follower;
import ontime.directory.follower.FollowerMetrics;
import ontime.directory.follower.Followers;
import ontime.directory.follower.Standing;
import ontime.directory.follower.Wanted;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.Protection;
import ontime.directory.user.Tenants;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import org.jspecify.annotations.Nullable;

/** Does one work at a store outside, and takes down what came of it. No transaction is open during a call. */
public final class Bringing {

    private static final Duration GIVEN_UP_AFTER = Duration.ofDays(1);

    private final WorkList list;
    private final Tenants tenants;
    private final Destinations destinations;
    private final Protection protection;
    private final Pace pace;
    private final FollowerMetrics metrics;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public Bringing(
            WorkList list,
            Tenants tenants,
            Destinations destinations,
            Protection protection,
            Pace pace,
            FollowerMetrics metrics,
            InstantSource clock,
            Supplier<String> ids) {
        this.list = list;
        this.tenants = tenants;
        this.destinations = destinations;
        this.protection = protection;
        this.pace = pace;
        this.metrics = metrics;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Does it.
     *
     * @param repairs whether a contact that somebody else has changed there is brought there again
     * @return what the store said when it could not do it just now; null when it did, or refused
     */
    public Follower.@Nullable Deferred run(Work work, Follower follower, boolean repairs) {
        if (!tenants.of(work.user().tenant()).takes(work.follower(), work.kind())) {
            list.end(work, null, false);
            return null;
        }
        return switch (work.task()) {
            case ERASE -> erase(work, follower);
            case APPLY, COMPARE -> contact(work, follower, repairs);
        };
    }

    /**
     * It went wrong in a way that nobody has thought of. Tried again as if the store had not done it, and not for ever:
     * what it is about may be what breaks it each time.
     */
    public void brokeOff(Work work, RuntimeException failure) {
        String detail = "the directory itself failed (" + failure.getClass().getSimpleName() + ")";
        defer(work, new Follower.Deferred(detail, null, false));
    }

    private Follower.@Nullable Deferred contact(Work work, Follower follower, boolean repairs) {
        var known = list.find(work);
        if (known.isEmpty()) {
            list.end(work, null, false);
            return null;
        }
        Wanted wanted;
        try {
            wanted = wanted(known.get());
        } catch (InvalidDestinationException e) {
            fail(work, "by the rules of today it " + e.why(), true);
            return null;
        } catch (IllegalStateException e) {
            // Another key set, or a table that was restored: it would be so again, each time that a lease ends.
            fail(work, "the directory cannot decrypt it", true);
            return null;
        }
        return work.task() == Work.Task.APPLY
                ? apply(work, follower, wanted, known.get())
                : compare(work, follower, wanted, known.get(), repairs);
    }

    /** What somebody has taken away is no way to log in at a store outside, either. */
    private Wanted wanted(WorkList.Known known) throws InvalidDestinationException {
        var contact = known.contact();
        return new Wanted(
                contact.user().userId(),
                contact.kind(),
                contact.version(),
                known.usable() ? destination(contact) : null);
    }

    private @Nullable Destination destination(ContactVersion contact) throws InvalidDestinationException {
        if (contact.shown() == null || contact.secrets() == null) {
            return null;
        }
        String whole = contact.whole(protection);
        return contact.kind() == ContactKind.PHONE
                ? destinations.phone(whole, tenants.of(contact.user().tenant()).plan())
                : destinations.email(whole);
    }

    private Follower.@Nullable Deferred apply(Work work, Follower follower, Wanted wanted, WorkList.Known known) {
        return switch (follower.apply(wanted)) {
            case Follower.Applied _ -> {
                applied(work, known);
                yield null;
            }
            case Follower.Rejected rejected -> {
                fail(work, rejected.detail(), true);
                yield null;
            }
            case Follower.Deferred deferred -> defer(work, deferred);
        };
    }

    private void applied(Work work, WorkList.Known known) {
        var told = told(work, FollowerState.APPLIED, null);
        list.end(work, told, false);
        count(work, "applied");
        // What was taken away came into force long before.
        if (known.state() == Standing.State.PENDING && known.usable()) {
            metrics.heard(told, Optional.of(new Followers.News(known.contact().changedAt(), known.state())));
        }
    }

    private Follower.@Nullable Deferred compare(
            Work work, Follower follower, Wanted wanted, WorkList.Known known, boolean repairs) {
        switch (follower.look(wanted)) {
            case Follower.Same _ -> {
                boolean news = known.state() != Standing.State.APPLIED;
                list.end(work, news ? told(work, FollowerState.APPLIED, null) : null, false);
                count(work, "same");
            }
            case Follower.Different _ -> differs(work, known.state(), repairs);
            case Follower.Rejected rejected -> stillFails(work, known.state(), rejected);
            case Follower.Deferred deferred -> {
                return defer(work, deferred);
            }
        }
        return null;
    }

    /** What has failed before is no news. */
    private void stillFails(Work work, Standing.@Nullable State state, Follower.Rejected rejected) {
        if (state == Standing.State.FAILED) {
            list.end(work, null, false);
            count(work, "failed");
        } else {
            fail(work, rejected.detail(), false);
        }
    }

    private void differs(Work work, Standing.@Nullable State state, boolean repairs) {
        count(work, "different");
        boolean drifted = state == Standing.State.APPLIED;
        var told = drifted ? told(work, FollowerState.DRIFTED, "somebody else has changed it there") : null;
        if (told != null) {
            metrics.found(told);
            metrics.drifted(work.follower());
        }
        // A store that was added after the contact, or refused it, has yet to get it for the first time.
        boolean had = drifted || state == Standing.State.DRIFTED;
        if (repairs || !had) {
            list.repair(work, told, now());
        } else {
            list.end(work, told, false);
        }
    }

    private Follower.@Nullable Deferred erase(Work work, Follower follower) {
        return switch (follower.erase(work.user().userId(), work.kind())) {
            case Follower.Applied _ -> {
                list.end(work, null, false);
                count(work, "applied");
                yield null;
            }
            case Follower.Rejected rejected -> {
                fail(work, "the user was not erased there: " + rejected.detail(), true);
                yield null;
            }
            case Follower.Deferred deferred -> defer(work, deferred);
        };
    }

    private Follower.@Nullable Deferred defer(Work work, Follower.Deferred deferred) {
        Instant now = now();
        if (now.isBefore(work.madeAt().plus(GIVEN_UP_AFTER))) {
            list.postpone(work, pace.next(work.attempts(), now, deferred.notBefore()), deferred.detail());
            count(work, "deferred");
        } else if (work.task() == Work.Task.COMPARE) {
            list.end(work, null, false);
            count(work, "given-up");
        } else {
            fail(work, "given up after %d tries in a day: %s".formatted(work.attempts() + 1, deferred.detail()), true);
        }
        return deferred;
    }

    private void fail(Work work, String detail, boolean letter) {
        var told = told(work, FollowerState.FAILED, detail);
        list.end(work, told, letter);
        metrics.found(told);
        count(work, "failed");
    }

    private void count(Work work, String outcome) {
        metrics.worked(work.follower(), work.task().name(), outcome);
    }

    private ContactApplied told(Work work, FollowerState state, @Nullable String detail) {
        return ContactApplied.newBuilder()
                .setEventId(ids.get())
                .setTenant(work.user().tenant())
                .setUserId(work.user().userId())
                .setFollower(work.follower())
                .setKind(work.kind())
                .setVersion(work.version())
                .setState(state)
                .setDetail(detail)
                .setAppliedAt(now())
                .build();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
