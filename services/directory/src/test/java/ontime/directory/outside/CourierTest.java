package ontime.directory.outside;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import ontime.directory.MovableClock;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.destination.NumberingPlan;
import ontime.directory.follower.Follower;
import ontime.directory.follower.FollowerMetrics;
import ontime.directory.follower.Wanted;
import ontime.directory.following.Bringing;
import ontime.directory.following.NoProtection;
import ontime.directory.following.Pace;
import ontime.directory.following.Work;
import ontime.directory.following.WorkList;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A courier goes on, whatever goes wrong. */
@ExtendWith(OutputCaptureExtension.class)
class CourierTest {

    private static final int AT_ONCE = 4;
    private static final Duration LEASE = Duration.ofSeconds(200);

    private final MovableClock clock = new MovableClock();
    private final Instant now = clock.stop();
    private final Due list = new Due();
    private final Erasing store = new Erasing();
    private final List<Runnable> begun = new ArrayList<>();
    private Executor executor = begun::add;
    private final Courier courier = courier();

    private Courier courier() {
        var pace = new Pace(() -> 0);
        var destinations = new Destinations((_, _) -> {
            throw new InvalidDestinationException("phone", "is not read here");
        });
        var tenant = new Tenants.Tenant(
                new NumberingPlan("GB", true), Set.of("issuer"), Set.of("entra"), false, false, "Demo", Map.of(), null);
        var bringing = new Bringing(
                list,
                new Tenants(Map.of("demo", tenant)),
                destinations,
                new NoProtection(),
                pace,
                new FollowerMetrics(new SimpleMeterRegistry(), Set.of("entra")),
                clock,
                () -> "id");
        var settings = new StoreSettings(
                "demo",
                "entra",
                StoreSettings.Kind.SCIM,
                new StoreAddress(URI.create("https://scim.example.com/"), "{userId}"),
                "secret",
                null,
                "userName",
                AT_ONCE,
                Duration.ofSeconds(10),
                true);
        return new Courier(
                settings,
                store,
                list,
                bringing,
                pace,
                work -> executor.execute(work),
                Spans.none(new Random(1)),
                clock);
    }

    @Test
    void aListThatCannotBeReadIsAskedAgainLaterAndThatIsSaidOnce(CapturedOutput output) {
        list.broken = true;
        courier.look();
        courier.look();
        assertThat(list.asked).as("not before a second is over").isEqualTo(1);
        clock.advance(Duration.ofSeconds(1));
        courier.look();
        assertThat(list.asked).isEqualTo(2);

        list.broken = false;
        list.due = 2;
        clock.advance(Duration.ofMinutes(1));
        courier.look();

        assertThat(begun).hasSize(2);
        assertThat(output.getAll().lines().filter(line -> line.contains("cannot look for work")))
                .hasSize(1);
    }

    @Test
    void aWorkThatBreaksOffIsPutOffAndGivesItsPlaceBack() {
        store.broken = true;
        list.due = 1;
        courier.look();
        runAll();

        assertThat(list.putOff).containsExactly("the directory itself failed (IllegalStateException)");
        assertThat(list.room).as("all of its places").last().isEqualTo(AT_ONCE);
    }

    @Test
    void whatCannotBeBegunGivesItsPlaceBack() {
        executor = _ -> {
            throw new RejectedExecutionException();
        };
        list.due = 3;
        courier.look();
        list.due = 0;
        courier.look();

        assertThat(list.room).containsExactly(AT_ONCE, AT_ONCE);
    }

    @Test
    void whoNeitherLooksNorDoesAnythingForLongerThanAWorkCanTakeStandsStill() {
        clock.advance(LEASE);
        assertThat(courier.standsStill()).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(courier.standsStill()).isTrue();

        courier.look();
        assertThat(courier.standsStill()).isFalse();
    }

    @Test
    void whoCannotReadTheListStandsStill() {
        list.broken = true;
        for (int minute = 0; minute < 4; minute++) {
            clock.advance(Duration.ofMinutes(1));
            courier.look();
        }

        assertThat(courier.standsStill()).isTrue();
    }

    @Test
    void whoHasNoRoomLeftStandsStillUntilACallEnds() {
        list.due = AT_ONCE;
        courier.look();
        clock.advance(LEASE.plusSeconds(1));
        courier.look();
        assertThat(courier.standsStill()).isTrue();

        list.due = 0;
        runAll();
        assertThat(courier.standsStill()).isFalse();
    }

    @Test
    void aStoreThatWantsToRestIsNoCourierThatStandsStill() {
        store.outcome = new Follower.Deferred("it asks us to slow down (429)", now.plus(Duration.ofHours(1)), true);
        list.due = 1;
        courier.look();
        runAll();
        assertThat(list.rest)
                .isEqualTo(new WorkList.Rest("it asks us to slow down (429)", now.plus(Duration.ofHours(1))));

        clock.advance(Duration.ofMinutes(59));
        int asked = list.asked;
        courier.look();

        assertThat(list.asked).isEqualTo(asked);
        assertThat(courier.standsStill()).isFalse();
        store.outcome = new Follower.Applied();
        list.due = 5;
        clock.advance(Duration.ofMinutes(1));
        courier.look();
        assertThat(list.room).as("one finds out").last().isEqualTo(1);
        runAll();
        assertThat(list.rest).isNull();
        assertThat(list.room).as("and the others follow").contains(AT_ONCE);
    }

    /** Also what comes meanwhile. */
    private void runAll() {
        while (!begun.isEmpty()) {
            begun.removeFirst().run();
        }
    }

    /** A store that only erases. */
    private static final class Erasing implements Follower {
        private boolean broken;
        private Outcome outcome = new Applied();

        @Override
        public Outcome apply(Wanted wanted) {
            throw new AssertionError("nothing is brought here");
        }

        @Override
        public Found look(Wanted wanted) {
            throw new AssertionError("nothing is compared here");
        }

        @Override
        public Outcome erase(String userId, ContactKind kind) {
            if (broken) {
                throw new IllegalStateException("nobody has thought of this");
            }
            return outcome;
        }
    }

    /** So many erasures are due. */
    private static final class Due implements WorkList {
        private final List<Integer> room = new ArrayList<>();
        private final List<String> putOff = new ArrayList<>();
        private boolean broken;
        private int asked;
        private int due;
        private @Nullable Rest rest;

        @Override
        public List<Work> claim(String tenant, String follower, Instant at, Instant leaseEnds, int limit) {
            asked++;
            if (broken) {
                throw new IllegalStateException("no connection");
            }
            room.add(limit);
            var claimed = new ArrayList<Work>();
            for (int i = 0; i < Math.min(due, limit); i++) {
                var user = new UserKey("demo", "u-" + i);
                claimed.add(new Work(user, follower, Work.Task.ERASE, ContactKind.EMAIL, 0, 0, at, leaseEnds, null));
            }
            due -= claimed.size();
            return claimed;
        }

        @Override
        public void postpone(Work work, Instant until, String detail) {
            putOff.add(detail);
        }

        @Override
        public void rests(String tenant, String follower, Rest wish) {
            rest = wish;
        }

        @Override
        public void answers(String tenant, String follower) {
            rest = null;
        }

        @Override
        public Optional<Known> find(Work work) {
            return Optional.empty();
        }

        @Override
        public void end(Work work, @Nullable ContactApplied told, boolean letter) {}

        @Override
        public void repair(Work work, @Nullable ContactApplied told, Instant at) {}

        @Override
        public void compare(UserKey user, String follower, Instant at) {}

        @Override
        public Next compare(String tenant, String follower, String after, int users, Instant at) {
            return new Next.AtTheEnd();
        }

        @Override
        public Optional<Walk> walk(String tenant, String follower, Instant at, Instant nextLook) {
            return Optional.empty();
        }

        @Override
        public void walked(Walk walk, Instant due) {}
    }
}
