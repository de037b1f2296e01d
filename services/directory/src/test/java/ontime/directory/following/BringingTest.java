package ontime.directory.following;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ontime.directory.MovableClock;
import ontime.directory.destination.Destinations;
import ontime.directory.destination.InvalidDestinationException;
import ontime.directory.destination.NumberingPlan;
import ontime.directory.follower.Follower;
import ontime.directory.follower.FollowerMetrics;
import ontime.directory.follower.Standing;
import ontime.directory.follower.Wanted;
import ontime.directory.user.Actor;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.Tenants;
import ontime.directory.user.UserKey;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What becomes of a work, by what the store says. The contact is one that was removed. */
class BringingTest {

    private static final UserKey ADA = new UserKey("demo", "ada");

    private final MovableClock clock = new MovableClock();
    private final Instant now = clock.stop();
    private final ListOfOne list = new ListOfOne();
    private final StoreOfOne store = new StoreOfOne();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Bringing bringing = new Bringing(
            list,
            new Tenants(Map.of(
                    "demo",
                    new Tenants.Tenant(
                            new NumberingPlan("GB", true),
                            Set.of("issuer"),
                            Set.of("entra"),
                            false,
                            false,
                            "Demo",
                            Map.of(),
                            null))),
            new Destinations((_, _) -> {
                throw new InvalidDestinationException("phone", "is not read here");
            }),
            new NoProtection(),
            new Pace(() -> 0),
            new FollowerMetrics(meters, Set.of("entra")),
            clock,
            () -> "id");

    @Test
    void whatIsAppliedIsToldAndIsAtItsEnd() {
        bringing.run(work(Work.Task.APPLY), store, true);

        assertThat(list.done).containsExactly("end APPLIED");
        assertThat(meters.find("otp.contacts.applied").timer()).isNotNull();
    }

    @Test
    void aVersionThatAnotherHasTakenThePlaceOfIsNotBroughtThere() {
        list.known = Optional.empty();

        bringing.run(work(Work.Task.APPLY), store, true);

        assertThat(list.done).containsExactly("end nothing");
        assertThat(store.calls).isZero();
    }

    @Test
    void whatTheStoreCannotDoNowIsTriedAgainForADayAndIsADeadLetterThen() {
        store.outcome = new Follower.Deferred("it answers with 503", null, true);

        assertThat(bringing.run(work(Work.Task.APPLY), store, true)).isEqualTo(store.outcome);
        assertThat(list.done).containsExactly("postpone " + now.plusSeconds(5));
        assertThat(list.detail).isEqualTo("it answers with 503");

        var work = work(Work.Task.APPLY);
        clock.advance(Duration.ofDays(1));
        bringing.run(work, store, true);
        assertThat(list.done).last().isEqualTo("end FAILED with a letter");
        assertThat(list.detail).isEqualTo("given up after 1 tries in a day: it answers with 503");
    }

    @Test
    void whatBreaksUsEachTimeIsTriedAgainForADayAndIsADeadLetterThen() {
        var work = work(Work.Task.APPLY);
        bringing.brokeOff(work, new IllegalStateException("+447700900123"));
        assertThat(list.done).containsExactly("postpone " + now.plusSeconds(5));

        clock.advance(Duration.ofDays(1));
        bringing.brokeOff(work, new IllegalStateException("+447700900123"));

        assertThat(list.done).last().isEqualTo("end FAILED with a letter");
        assertThat(list.detail)
                .isEqualTo("given up after 1 tries in a day: the directory itself failed (IllegalStateException)");
    }

    @Test
    void aContactThatCannotBeDecryptedFailsAtOnceAndIsADeadLetter() {
        list.known = Optional.of(new WorkList.Known(encrypted(), true, Standing.State.PENDING));

        bringing.run(work(Work.Task.APPLY), store, true);

        assertThat(store.calls).isZero();
        assertThat(list.done).containsExactly("end FAILED with a letter");
        assertThat(list.detail).isEqualTo("the directory cannot decrypt it");
    }

    /** Nothing can decrypt it here. */
    private ContactVersion encrypted() {
        return new ContactVersion(
                ADA,
                ContactKind.PHONE,
                3,
                new ContactVersion.Shown("+44 •••• ••0123", "fingerprint", "GB"),
                new ContactVersion.Secrets(new byte[1], new byte[1], "key"),
                false,
                null,
                null,
                Actor.rule("test", "test"),
                now,
                now);
    }

    @Test
    void whatWasTakenAwayIsNotEvenDecryptedForAStore() {
        list.known = Optional.of(new WorkList.Known(encrypted(), false, Standing.State.PENDING));

        bringing.run(work(Work.Task.APPLY), store, true);

        assertThat(list.done).containsExactly("end APPLIED");
        assertThat(meters.find("otp.contacts.applied").timer())
                .as("it came into force long before")
                .isNull();
    }

    @Test
    void whatTheStoreRefusesFailsAtOnce() {
        store.outcome = new Follower.Rejected("the user is not known there");

        assertThat(bringing.run(work(Work.Task.APPLY), store, true)).isNull();

        assertThat(list.done).containsExactly("end FAILED with a letter");
        assertThat(list.detail).isEqualTo("the user is not known there");
        assertThat(followed("FAILED")).isEqualTo(1);
    }

    private double followed(String state) {
        return meters.counter("otp.contacts.followed", "follower", "entra", "state", state)
                .count();
    }

    @Test
    void whatSomebodyElseHasChangedHasDriftedAndIsRepairedWhereThatIsWanted() {
        list.state(Standing.State.APPLIED);
        store.found = new Follower.Different();

        bringing.run(work(Work.Task.COMPARE), store, true);
        bringing.run(work(Work.Task.COMPARE), store, false);

        assertThat(list.done).containsExactly("repair DRIFTED", "end DRIFTED");
        assertThat(meters.counter("otp.directory.drift", "follower", "entra").count())
                .isEqualTo(2);
        assertThat(followed("DRIFTED")).isEqualTo(2);
    }

    @Test
    void whatFailedIsBroughtAgainAlsoWhereNothingIsRepaired() {
        list.state(Standing.State.FAILED);
        store.found = new Follower.Different();

        bringing.run(work(Work.Task.COMPARE), store, false);

        assertThat(list.done).containsExactly("repair nothing");
    }

    @Test
    void aStoreThatWasAddedLaterGetsTheContactAndHasNotDrifted() {
        list.state(null);
        store.found = new Follower.Different();

        bringing.run(work(Work.Task.COMPARE), store, false);

        assertThat(list.done).containsExactly("repair nothing");
    }

    @Test
    void whatIsAsItShouldBeIsToldOnlyWhenItWasNot() {
        list.state(Standing.State.APPLIED);
        bringing.run(work(Work.Task.COMPARE), store, true);
        list.state(Standing.State.FAILED);
        bringing.run(work(Work.Task.COMPARE), store, true);

        assertThat(list.done).containsExactly("end nothing", "end APPLIED");
    }

    @Test
    void whatHasFailedBeforeIsNotToldEachTimeItIsCompared() {
        store.found = new Follower.Rejected("the user is not known there");
        list.state(Standing.State.APPLIED);
        bringing.run(work(Work.Task.COMPARE), store, true);
        list.state(Standing.State.FAILED);
        bringing.run(work(Work.Task.COMPARE), store, true);

        assertThat(list.done).containsExactly("end FAILED", "end nothing");
    }

    @Test
    void anErasureThatAStoreRefusesIsADeadLetter() {
        var erasure = new Work(ADA, "entra", Work.Task.ERASE, ContactKind.EMAIL, 0, 0, now, now.plusSeconds(60), null);
        bringing.run(erasure, store, true);
        store.outcome = new Follower.Rejected("it does not allow us to do this (403)");
        bringing.run(erasure, store, true);

        assertThat(list.done).containsExactly("end nothing", "end FAILED with a letter");
    }

    private Work work(Work.Task task) {
        return new Work(ADA, "entra", task, ContactKind.PHONE, 3, 0, now, now.plusSeconds(60), null);
    }

    /** Says what it is told to say. */
    private static final class StoreOfOne implements Follower {
        private Outcome outcome = new Applied();
        private Found found = new Same();
        private int calls;

        @Override
        public Outcome apply(Wanted wanted) {
            calls++;
            return outcome;
        }

        @Override
        public Found look(Wanted wanted) {
            return found;
        }

        @Override
        public Outcome erase(String userId, ContactKind kind) {
            return outcome;
        }
    }

    /** Remembers what becomes of the one work. */
    private final class ListOfOne implements WorkList {
        private final List<String> done = new ArrayList<>();
        private Optional<Known> known = known(Standing.State.PENDING);
        private @Nullable String detail;

        void state(Standing.@Nullable State state) {
            known = known(state);
        }

        private Optional<Known> known(Standing.@Nullable State state) {
            var by = Actor.rule("test", "test");
            return Optional.of(new Known(
                    new ContactVersion(ADA, ContactKind.PHONE, 3, null, null, false, null, null, by, now, now),
                    true,
                    state));
        }

        @Override
        public Optional<Known> find(Work work) {
            return known;
        }

        @Override
        public void end(Work work, @Nullable ContactApplied told, boolean letter) {
            done.add("end " + nameOf(told) + (letter ? " with a letter" : ""));
            detail = told == null ? null : told.getDetail();
        }

        @Override
        public void repair(Work work, @Nullable ContactApplied told, Instant at) {
            done.add("repair " + nameOf(told));
        }

        private Object nameOf(@Nullable ContactApplied told) {
            FollowerState state = told == null ? null : told.getState();
            return state == null ? "nothing" : state;
        }

        @Override
        public void postpone(Work work, Instant until, String why) {
            done.add("postpone " + until);
            detail = why;
        }

        @Override
        public void rests(String tenant, String follower, Rest rest) {}

        @Override
        public void answers(String tenant, String follower) {}

        @Override
        public List<Work> claim(String tenant, String follower, Instant at, Instant leaseEnds, int limit) {
            return List.of();
        }

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
