package ontime.history.projection;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tables anew beside those that serve, then puts them in their place. What the topics still hold is read
 * again, as today's reading understands it; what they no longer hold is carried over. Requests stay on their topic for
 * an hour only, because codes travel in them: a history from the topics alone would know no request of yesterday.
 */
public final class Rebuild {

    /** Somebody rebuilds already, in this process or in another. */
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
     * How far the last rebuild is.
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

        /** There was no rebuild yet. */
        public static final Progress NONE = new Progress(State.NONE, null, null, 0, 0);
    }

    private final NextGeneration next;
    private final Replay.Source topics;
    private final RebuildLog log;
    private final Executor background;
    private final InstantSource clock;

    public Rebuild(
            NextGeneration next, Replay.Source topics, RebuildLog log, Executor background, InstantSource clock) {
        this.next = next;
        this.topics = topics;
        this.log = log;
        this.background = background;
        this.clock = clock;
    }

    /** Is told how it ended. */
    public interface Ended {
        void with(State state);
    }

    /**
     * Begins in the background.
     *
     * @throws Running when one has begun and not ended, in whatever process
     */
    public Progress begin(Ended ended) {
        var filling = next.begin();
        var begun = false;
        try {
            var run = new RebuildRun(filling, topics, log, ended, clock);
            var progress = run.begin();
            background.execute(run);
            begun = true;
            return progress;
        } finally {
            if (!begun) {
                filling.close();
            }
        }
    }

    public Progress progress() {
        return log.last();
    }
}
