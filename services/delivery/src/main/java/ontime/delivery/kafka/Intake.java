package ontime.delivery.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import ontime.delivery.EndedChallenges;
import ontime.delivery.Pause;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests as fast as they come, apart from sending them, for as long as the worker lives. When reading fails it
 * begins again with a new consumer; what was in flight is then read twice and sent once. Only an {@link Error} ends it,
 * and with it the worker.
 */
final class Intake implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(500);
    private static final Duration BETWEEN_SWEEPS = Duration.ofSeconds(10);

    /** How long calls that are on their way may take when the worker stops; longer than a provider's time-out. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** Longer than all that one turn may wait for: dead letters for 40 s, a commit and the registry. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RequestReader reader;
    private final Dispatch dispatch;
    private final EndedChallenges ended;
    private final int pendingMark;
    private final Pause pause;
    private final InstantSource clock;

    private volatile Instant lastTurn;
    private volatile boolean reading;
    private Instant nextCommit = Instant.MIN;
    private Instant nextSweep = Instant.MIN;

    /**
     * @param consumers makes a consumer for each try
     * @param pendingMark unfinished records at which no more are fetched
     * @param pause ends the intake when it ends early
     */
    Intake(
            Supplier<Consumer<byte[], byte[]>> consumers,
            RequestReader reader,
            Dispatch dispatch,
            EndedChallenges ended,
            int pendingMark,
            Pause pause,
            InstantSource clock) {
        this.consumers = consumers;
        this.reader = reader;
        this.dispatch = dispatch;
        this.ended = ended;
        this.pendingMark = pendingMark;
        this.pause = pause;
        this.clock = clock;
        this.lastTurn = clock.instant();
    }

    /** Whether the last turn read all that there was. False while the broker or the registry refuses. */
    boolean isReading() {
        return reading;
    }

    /** Whether it hangs in a turn that should have been over long ago. */
    boolean isStuck() {
        return clock.instant().isAfter(lastTurn.plus(LONGEST_TURN));
    }

    @Override
    public void run() {
        boolean stopped = false;
        while (!stopped) {
            try (var subscription = new Subscription(consumers.get(), reader, pendingMark)) {
                while (!stopped) {
                    stopped = turn(subscription);
                }
                dispatch.finish(GRACE);
                subscription.commit();
            } catch (RuntimeException e) {
                LOG.error("could not read requests; beginning again with a new consumer", e);
                turned(false);
                stopped = stopped || isStoppedWithin(BETWEEN_TRIES);
            }
        }
        // Again, for a stop that came between two consumers.
        dispatch.finish(GRACE);
    }

    /** Reads once and does what is due; true when the worker was stopped. */
    private boolean turn(Subscription subscription) {
        try {
            boolean complete = subscription.takeIn();
            dispatch.sendOut();
            Instant now = clock.instant();
            if (!now.isBefore(nextCommit)) {
                subscription.commit();
                nextCommit = now.plus(BETWEEN_COMMITS);
            }
            if (!now.isBefore(nextSweep)) {
                ended.forgetBefore(now);
                dispatch.forgetExpired();
                nextSweep = now.plus(BETWEEN_SWEEPS);
            }
            turned(complete);
            return isStoppedWithin(complete ? Duration.ZERO : BETWEEN_TRIES);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void turned(boolean complete) {
        lastTurn = clock.instant();
        reading = complete;
    }

    private boolean isStoppedWithin(Duration wait) {
        try {
            pause.last(wait);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }
}
