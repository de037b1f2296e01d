package ontime.delivery.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import ontime.delivery.engine.Effect;
import ontime.delivery.engine.Engine;

/**
 * The engine behind its one lock. Whoever has news tells it; what the engine wants done is handed on before the lock is
 * let go, so that it is done in the engine's order. Nothing that is done under the lock waits for anything.
 */
final class EngineRoom {

    /** A clock may be set, or moved by a test: nobody sleeps longer than this over what is due. */
    private static final Duration LONGEST_SLEEP = Duration.ofSeconds(1);

    /** Long enough for those who wait for the lock to get it, when much is due at once. */
    private static final Duration BETWEEN_GOES = Duration.ofMillis(1);

    private final Engine engine;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition earlier = lock.newCondition();
    private final Thread alarm;
    private Instant planned = Instant.MAX;
    private Consumer<Effect> hands = effect -> {
        throw new IllegalStateException("nobody is there to do anything");
    };

    EngineRoom(Engine engine, InstantSource clock) {
        this.engine = engine;
        this.clock = clock;
        this.alarm = Thread.ofPlatform().name("alarm").daemon().unstarted(this::wakeInTime);
    }

    /** @param work begins what an effect asks for, at once and without waiting for its end */
    void open(Consumer<Effect> work) {
        hands = work;
        alarm.start();
    }

    /** Whether the engine is woken in time. */
    boolean isAlive() {
        return alarm.isAlive();
    }

    void close() {
        alarm.interrupt();
    }

    /** Gives the engine an input and has done what it wants. */
    void tell(Consumer<Engine> input) {
        lock.lock();
        try {
            input.accept(engine);
            carryOut();
        } finally {
            lock.unlock();
        }
    }

    <T> T ask(Function<Engine, T> question) {
        lock.lock();
        try {
            return question.apply(engine);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until something is true of the engine; false when it is not by then. */
    boolean await(Predicate<Engine> condition, Duration patience) throws InterruptedException {
        long left = patience.toNanos();
        lock.lock();
        try {
            while (!condition.test(engine)) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void carryOut() {
        engine.effects().forEach(hands);
        changed.signalAll();
        Optional<Instant> wake = engine.wakeAt();
        if (wake.isPresent() && wake.get().isBefore(planned)) {
            earlier.signal();
        }
    }

    private void wakeInTime() {
        lock.lock();
        try {
            while (true) {
                Instant now = clock.instant();
                Instant wake = engine.wakeAt().orElse(Instant.MAX);
                if (wake.isAfter(now)) {
                    planned = wake;
                    var _ = earlier.await(sleep(now, wake).toNanos(), TimeUnit.NANOSECONDS);
                    planned = Instant.MIN;
                } else {
                    engine.timePassed(now);
                    carryOut();
                    if (lock.hasQueuedThreads()) {
                        // Just to let go of the lock would not do: it is given to whoever asks first, which would be
                        // us.
                        var _ = earlier.await(BETWEEN_GOES.toNanos(), TimeUnit.NANOSECONDS);
                    }
                }
            }
        } catch (InterruptedException e) {
            // The room is closed.
        } finally {
            lock.unlock();
        }
    }

    private static Duration sleep(Instant now, Instant wake) {
        Instant latest = now.plus(LONGEST_SLEEP);
        return Duration.between(now, wake.isBefore(latest) ? wake : latest);
    }
}
