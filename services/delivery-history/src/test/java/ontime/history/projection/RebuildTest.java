package ontime.history.projection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.LoginStory;
import ontime.history.facts.Published;
import ontime.history.projection.Rebuild.Progress;
import ontime.history.projection.Rebuild.State;
import org.junit.jupiter.api.Test;

class RebuildTest {

    private final List<Progress> notes = new ArrayList<>();
    private final List<State> ends = new ArrayList<>();
    private final Topics topics = new Topics();
    private final Tables tables = new Tables();
    private Instant now = LoginStory.CLICK;
    private final Rebuild rebuild = new Rebuild(() -> tables, topics, new Notes(), Runnable::run, () -> now);

    @Test
    void whatCannotBeKeptIsLeftOutAlsoAtTheVeryEnd() {
        topics.later(request("first"), request("refused"), request("last"));
        tables.refused = "l-refused";

        rebuild.begin(ends::add);

        assertThat(tables.kept).containsExactlyInAnyOrder("l-first", "l-last");
        assertThat(rebuild.progress().state()).isEqualTo(State.DONE);
    }

    @Test
    void whoWritesWaitsForSomeSecondsOnlyAndNothingThatWasReadMeanwhileIsLost() {
        topics.later(request("slow"));
        // Each piece takes so long that the second of them is too late.
        topics.tick = () -> now = now.plus(Duration.ofSeconds(11));
        topics.later(request("slower"));

        rebuild.begin(ends::add);

        assertThat(tables.takenBack).isPositive();
        assertThat(tables.kept).containsExactlyInAnyOrder("l-slow", "l-slower");
        assertThat(rebuild.progress().state()).isEqualTo(State.DONE);
        assertThat(rebuild.progress().read()).isEqualTo(2);
        assertThat(ends).containsExactly(State.DONE);
    }

    @Test
    void whatNeverBecomesPossibleIsGivenUpAndTheTablesAreDropped() {
        tables.busy = true;

        assertThatThrownBy(() -> rebuild.begin(ends::add)).isInstanceOf(IllegalStateException.class);

        assertThat(rebuild.progress().state()).isEqualTo(State.FAILED);
        assertThat(ends).containsExactly(State.FAILED);
        assertThat(tables.closed).isTrue();
    }

    @Test
    void twoAtATimeAreNotPossibleAndTheSecondChangesNothing() {
        var second = new Rebuild(
                () -> {
                    throw new Rebuild.Running();
                },
                topics,
                new Notes(),
                Runnable::run,
                () -> now);

        assertThatThrownBy(() -> second.begin(ends::add)).isInstanceOf(Rebuild.Running.class);

        assertThat(notes).isEmpty();
    }

    private static Published request(String name) {
        return LoginStory.login(name).requested(0.1).facts().getFirst();
    }

    /** Of what comes later, each reading to the end finds what is there when the tables are about to serve. */
    private final class Topics implements Replay.Source, Replay {
        private final Deque<List<Published>> late = new ArrayDeque<>();
        private Runnable tick = () -> {};

        void later(Published... facts) {
            late.add(List.of(facts));
        }

        @Override
        public Replay begin() {
            return this;
        }

        @Override
        public boolean toTheEnd(Consumer<List<Published>> facts, BooleanSupplier isTime) {
            while (tables.serving && !late.isEmpty()) {
                if (!isTime.getAsBoolean()) {
                    return false;
                }
                facts.accept(late.remove());
                tick.run();
            }
            return true;
        }

        @Override
        public void close() {}
    }

    private static final class Tables implements NextGeneration.Filling {
        private final List<String> kept = new ArrayList<>();
        private String refused = "";
        private boolean busy;
        private boolean serving;
        private boolean closed;
        private int takenBack;

        @Override
        public void add(List<Published> facts) {
            var logins = facts.stream().map(one -> one.fact().loginId()).toList();
            if (logins.contains(refused)) {
                throw new FactsRefused("refused", new IllegalStateException());
            }
            kept.addAll(logins);
        }

        @Override
        public int carryOver() {
            return 0;
        }

        @Override
        public boolean serve(BooleanSupplier catchingUp) {
            var before = List.copyOf(kept);
            serving = true;
            var served = !busy && catchingUp.getAsBoolean();
            serving = false;
            if (!served) {
                takenBack++;
                kept.clear();
                kept.addAll(before);
            }
            return served;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private final class Notes implements RebuildLog {
        @Override
        public void note(Progress progress) {
            notes.add(progress);
        }

        @Override
        public Progress last() {
            return notes.getLast();
        }
    }
}
