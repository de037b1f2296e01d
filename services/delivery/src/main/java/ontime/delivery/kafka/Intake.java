package ontime.delivery.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ontime.delivery.WorkerSettings;
import ontime.delivery.engine.Engine;
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

    /** What was in flight at a crash repeats, and what ended since the last commit. */
    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(100);

    /** Longer than all that one turn may wait for besides a hand-over: a commit and the registry. */
    private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final RequestReader reader;
    private final EngineRoom room;
    private final WorkerSettings settings;
    private final CountDownLatch stopped;
    private final InstantSource clock;

    private volatile Instant lastTurn;
    private volatile boolean reading;
    private Instant nextCommit = Instant.MIN;

    /**
     * @param consumers makes a consumer for each try
     * @param settings how long calls in flight are waited for
     * @param stopped ends the intake when it opens
     */
    Intake(
            Supplier<Consumer<byte[], byte[]>> consumers,
            RequestReader reader,
            EngineRoom room,
            WorkerSettings settings,
            CountDownLatch stopped,
            InstantSource clock) {
        this.consumers = consumers;
        this.reader = reader;
        this.room = room;
        this.settings = settings;
        this.stopped = stopped;
        this.clock = clock;
        this.lastTurn = clock.instant();
    }

    /** Whether the last turn read all that there was. False while the broker or the registry refuses. */
    boolean isReading() {
        return reading;
    }

    /** Whether it hangs in a turn that should have been over long ago. */
    boolean isStuck() {
        return clock.instant().isAfter(lastTurn.plus(LONGEST_TURN).plus(settings.handOver()));
    }

    @Override
    public void run() {
        boolean over = false;
        while (!over) {
            try (var subscription = new Subscription(consumers.get(), reader, room, settings.handOver(), clock)) {
                while (!over) {
                    over = turn(subscription);
                }
                finish();
                subscription.commits().commit();
                return;
            } catch (RuntimeException e) {
                LOG.error("could not read requests; beginning again with a new consumer", e);
                turned(false);
                over = over || isStoppedWithin(BETWEEN_TRIES);
            }
        }
        // Again, for a stop that came between two consumers.
        finish();
    }

    /** Reads once and does what is due; true when the worker was stopped. */
    private boolean turn(Subscription subscription) {
        boolean complete = subscription.takeIn();
        Instant now = clock.instant();
        if (!now.isBefore(nextCommit)) {
            subscription.commits().commitSoon();
            nextCommit = now.plus(BETWEEN_COMMITS);
        }
        turned(complete);
        return isStoppedWithin(complete ? Duration.ZERO : BETWEEN_TRIES);
    }

    /** Lets calls in flight end and their receipts arrive; what waits is left to the next reader. */
    private void finish() {
        room.tell(Engine::stop);
        try {
            if (!room.await(Engine::isQuiet, settings.grace())) {
                LOG.warn("calls or receipts are still on their way; what they belong to is sent again");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turned(boolean complete) {
        lastTurn = clock.instant();
        reading = complete;
    }

    private boolean isStoppedWithin(Duration wait) {
        try {
            return stopped.await(wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }
}
