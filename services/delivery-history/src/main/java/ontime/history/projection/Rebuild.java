package ontime.history.projection;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tables anew beside those that serve, then puts them in their place. What the topics still hold is read
 * again, as today's reading understands it; what they no longer hold is carried over. Requests stay on their topic for
 * an hour only, because codes travel in them: a history from the topics alone would know no request of yesterday.
 */
public final class Rebuild {

    /** Somebody else rebuilds already. */
    public static final class Running extends RuntimeException {
        public Running() {
            super("the history is being rebuilt");
        }
    }

    public enum State {
        NONE,
        RUNNING,
        DONE,
        FAILED
    }

    /**
     * How far the last rebuild of this process is.
     *
     * @param read how many facts came from the topics
     * @param carriedOver how many facts of the old tables were looked at
     */
    public record Progress(
            State state,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            long read,
            long carriedOver) {
        static final Progress NONE = new Progress(State.NONE, null, null, 0, 0);
    }

    private final NextGeneration next;
    private final Replay.Source topics;
    private final Executor background;
    private final InstantSource clock;
    private final AtomicReference<Progress> progress = new AtomicReference<>(Progress.NONE);

    public Rebuild(NextGeneration next, Replay.Source topics, Executor background, InstantSource clock) {
        this.next = next;
        this.topics = topics;
        this.background = background;
        this.clock = clock;
    }

    /**
     * Begins in the background.
     *
     * @throws Running when one has begun and not ended
     */
    public Progress begin() {
        var begun = new Progress(State.RUNNING, clock.instant(), null, 0, 0);
        var before = progress.getAndUpdate(now -> now.state == State.RUNNING ? now : begun);
        if (before.state == State.RUNNING) {
            throw new Running();
        }
        background.execute(this::run);
        return begun;
    }

    public Progress progress() {
        return Objects.requireNonNull(progress.get());
    }

    private void run() {
        var ended = State.FAILED;
        try (var replay = topics.begin()) {
            next.begin();
            replay.toTheEnd(this::add);
            for (var count = next.carryOver(); count > 0; count = next.carryOver()) {
                var more = count;
                progress.updateAndGet(
                        now -> new Progress(now.state, now.startedAt, null, now.read, now.carriedOver + more));
                replay.toTheEnd(this::add);
            }
            next.serve(() -> replay.toTheEnd(this::add));
            ended = State.DONE;
        } finally {
            end(ended);
        }
    }

    private void end(State state) {
        try {
            if (state == State.FAILED) {
                next.abandon();
            }
        } finally {
            progress.updateAndGet(
                    now -> new Progress(state, now.startedAt, clock.instant(), now.read, now.carriedOver));
        }
    }

    /** Halves a batch that is refused until what is refused stands alone; that is a dead letter already. */
    private void add(List<Published> facts) {
        try {
            next.add(facts);
            progress.updateAndGet(
                    now -> new Progress(now.state, now.startedAt, null, now.read + facts.size(), now.carriedOver));
        } catch (FactsRefused e) {
            if (facts.size() > 1) {
                add(facts.subList(0, facts.size() / 2));
                add(facts.subList(facts.size() / 2, facts.size()));
            }
        }
    }
}
