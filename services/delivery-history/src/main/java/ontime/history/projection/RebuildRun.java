package ontime.history.projection;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;
import ontime.history.projection.Rebuild.Progress;
import ontime.history.projection.Rebuild.State;
import org.jspecify.annotations.Nullable;

/** One rebuild from its beginning to its end. */
final class RebuildRun implements Runnable {

    /** While the tables change places nobody can write, and so for no longer than this. */
    private static final Duration OTHERS_MAY_WAIT = Duration.ofSeconds(10);

    private static final int TRIES = 20;

    private final NextGeneration.Filling next;
    private final Replay.Source topics;
    private final RebuildLog log;
    private final Rebuild.Ended ended;
    private final InstantSource clock;
    private final Instant startedAt;
    private long read;
    private long carriedOver;

    RebuildRun(
            NextGeneration.Filling next,
            Replay.Source topics,
            RebuildLog log,
            Rebuild.Ended ended,
            InstantSource clock) {
        this.next = next;
        this.topics = topics;
        this.log = log;
        this.ended = ended;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    Progress begin() {
        return note(State.RUNNING, null);
    }

    @Override
    public void run() {
        // How it ended is told before the tables are let go, or it would look as if it had ended without a word.
        try (next) {
            var state = State.FAILED;
            try (var replay = topics.begin()) {
                build(replay);
                state = State.DONE;
            } finally {
                end(state);
            }
        }
    }

    private void build(Replay replay) {
        readOn(replay);
        for (var count = next.carryOver(); count > 0; count = next.carryOver()) {
            carriedOver += count;
            readOn(replay);
            note(State.RUNNING, null);
        }
        serve(replay);
    }

    private void end(State state) {
        try {
            note(state, clock.instant());
        } finally {
            ended.with(state);
        }
    }

    private void readOn(Replay replay) {
        replay.toTheEnd(
                facts -> {
                    read += facts.size();
                    add(facts);
                    note(State.RUNNING, null);
                },
                () -> true);
    }

    private void serve(Replay replay) {
        for (var tried = 0; tried < TRIES; tried++) {
            readOn(replay);
            var last = new ArrayList<List<Published>>();
            if (next.serve(() -> catchUp(replay, last))) {
                return;
            }
            // It is read, and was not kept.
            last.forEach(this::add);
        }
        throw new IllegalStateException(
                "the tables could not change places: the topics fill too fast, or somebody reads the tables for long");
    }

    private boolean catchUp(Replay replay, List<List<Published>> last) {
        var until = clock.instant().plus(OTHERS_MAY_WAIT);
        BooleanSupplier isTime = () -> clock.instant().isBefore(until);
        return replay.toTheEnd(
                facts -> {
                    read += facts.size();
                    last.add(facts);
                    add(facts);
                },
                isTime);
    }

    /** Halves a batch that is refused until what is refused stands alone; that is a dead letter already. */
    private void add(List<Published> facts) {
        try {
            next.add(facts);
        } catch (FactsRefused e) {
            if (facts.size() > 1) {
                add(facts.subList(0, facts.size() / 2));
                add(facts.subList(facts.size() / 2, facts.size()));
            }
        }
    }

    private Progress note(State state, @Nullable Instant endedAt) {
        var progress = new Progress(state, startedAt, endedAt, read, carriedOver);
        log.note(progress);
        return progress;
    }
}
