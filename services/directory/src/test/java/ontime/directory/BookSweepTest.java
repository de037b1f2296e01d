package ontime.directory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ontime.directory.following.ComparingBooks;
import ontime.directory.following.Work;
import ontime.directory.following.WorkList;
import ontime.directory.user.Account;
import ontime.directory.user.Comparing;
import ontime.directory.user.Lookup;
import ontime.directory.user.Settings;
import ontime.directory.user.Store;
import ontime.directory.user.UserKey;
import ontime.directory.user.Visit;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The walk through all users goes on, and the log is not filled when it cannot. */
@ExtendWith(OutputCaptureExtension.class)
class BookSweepTest {

    private static final String PASSED_BY = "contact books of demo cannot be compared";
    private static final String HALTED = "cannot go on with the comparison of contact books of demo";

    private final MovableClock clock = new MovableClock();
    private final Instant now = clock.stop();
    private final Ruined store = new Ruined();
    private final Road road = new Road();
    private final People people = new People("ada", "bob", "eve");
    private final BookSweep sweep = new BookSweep(
            new ComparingBooks(road, store, people, new Comparing(people, () -> "id"), Duration.ofDays(1), 2, clock),
            Set.of("demo"));

    @Test
    void thoseWhoCannotBeComparedHoldUpNobodyAndTheLogSaysSoOnceInEachWalk(CapturedOutput output) {
        sweep.sweep();
        assertThat(road.after).isEqualTo("bob");
        sweep.sweep();
        assertThat(road.after).isEqualTo("eve");

        assertThat(store.asked).as("each of them, once").isEqualTo(3);
        assertThat(output.getAll()).containsOnlyOnce(PASSED_BY).contains("IllegalStateException");

        sweep.sweep();
        assertThat(road.after).as("at its end").isEmpty();
        sweep.sweep();
        assertThat(output.getAll().split(PASSED_BY, -1)).hasSize(3);
    }

    @Test
    void aWalkThatCannotGoOnIsSaidToOnceUntilItDoes(CapturedOutput output) {
        road.isClosed = true;
        sweep.sweep();
        sweep.sweep();
        assertThat(output.getAll()).containsOnlyOnce(HALTED);

        road.isClosed = false;
        sweep.sweep();
        road.isClosed = true;
        sweep.sweep();
        assertThat(output.getAll().split(HALTED, -1)).hasSize(3);
    }

    /** A store of which no unit of work comes to its end. */
    private static final class Ruined implements Store {
        private int asked;

        @Override
        public <T> T inOneUnit(Function<Unit, T> work) {
            asked++;
            throw new IllegalStateException("cannot be opened");
        }

        @Override
        public <T> T inOneBatch(List<UserKey> users, boolean undone, Function<Unit, T> work) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Ended> ended(Instant at, @Nullable Ended after, int limit) {
            return List.of();
        }
    }

    /** A walk that is always due. */
    private final class Road implements WorkList {
        private String after = "";
        private boolean isClosed;

        @Override
        public Optional<Walk> walk(String tenant, String follower, Instant at, Instant nextLook) {
            if (isClosed) {
                throw new IllegalStateException("the database is away");
            }
            return Optional.of(new Walk(tenant, follower, after, now));
        }

        @Override
        public void walked(Walk walk, Instant due) {
            after = walk.after();
        }

        @Override
        public List<Work> claim(String tenant, String follower, Instant at, Instant leaseEnds, int limit) {
            return List.of();
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
        public void postpone(Work work, Instant until, String detail) {}

        @Override
        public void rests(String tenant, String follower, Rest rest) {}

        @Override
        public void answers(String tenant, String follower) {}

        @Override
        public void compare(UserKey user, String follower, Instant at) {}

        @Override
        public Next compare(String tenant, String follower, String from, int users, Instant at) {
            return new Next.AtTheEnd();
        }
    }

    /** Users of whom nothing but the name is known. */
    private final class People implements Lookup {
        private final List<Sight> all = new ArrayList<>();

        People(String... names) {
            for (String name : names) {
                var account =
                        new Account(new UserKey("demo", name), 1, null, Set.of(), false, Map.of(), null, now, now);
                all.add(new Sight(account, Map.of(), List.of()));
            }
        }

        @Override
        public List<Sight> search(String tenant, Search search, @Nullable String after, int limit) {
            String last = after == null ? "" : after;
            return all.stream()
                    .filter(one -> one.account().key().userId().compareTo(last) > 0)
                    .limit(limit)
                    .toList();
        }

        @Override
        public Optional<Sight> find(UserKey user) {
            return Optional.empty();
        }

        @Override
        public Optional<Visit> visit(String digest, Instant at) {
            return Optional.empty();
        }

        @Override
        public int recoveryCodes(UserKey user) {
            return 0;
        }

        @Override
        public List<Past> versions(UserKey user, ContactKind kind) {
            return List.of();
        }

        @Override
        public Settings settings(String tenant) {
            return Settings.initial(tenant, now);
        }

        @Override
        public List<Numbered> audit(String tenant, @Nullable String userId, @Nullable Long before, int limit) {
            return List.of();
        }

        @Override
        public List<Line> export(String tenant, @Nullable String after, int limit) {
            return List.of();
        }
    }
}
