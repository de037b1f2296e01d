package ontime.bench.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How the simulated provider behaves: 100 ms for each message, and the faults that a part of the benchmark asks for.
 */
final class Carrier {

    static final Duration LATENCY = Duration.ofMillis(100);

    /** One user in so many has calls that hang. */
    static final int USERS_PER_HANGING = 200;

    private static final Duration HANGING = Duration.ofSeconds(30);

    /** What of its rate was not used lately and may be made up for, as in a token bucket. */
    private static final long BURST = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final long interval;
    private long nextFree;
    private volatile boolean down;
    private volatile boolean hanging;

    /** What comes of a call, and after how long. */
    enum Answer {
        ACCEPTED(LATENCY),
        ACCEPTED_AFTER_HANGING(HANGING),
        THROTTLED(Duration.ZERO),
        UNAVAILABLE(Duration.ZERO);

        private final Duration after;

        Answer(Duration after) {
            this.after = after;
        }

        Duration after() {
            return after;
        }
    }

    /** @param perSecond messages; 0 when they are not limited */
    Carrier(int perSecond, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.nextFree = nanoTime.getAsLong();
    }

    static Carrier unlimited() {
        return new Carrier(0, System::nanoTime);
    }

    /** Throttles what is above the rate. */
    static Carrier of(int perSecond) {
        return new Carrier(perSecond, System::nanoTime);
    }

    void goDown() {
        down = true;
    }

    void comeBack() {
        down = false;
    }

    void letOneUserInTwoHundredHang() {
        hanging = true;
    }

    static boolean mayHang(int number) {
        return number % USERS_PER_HANGING == 0;
    }

    Answer answer(int number) {
        if (down) {
            return Answer.UNAVAILABLE;
        }
        if (!isWithinRate()) {
            return Answer.THROTTLED;
        }
        return hanging && mayHang(number) ? Answer.ACCEPTED_AFTER_HANGING : Answer.ACCEPTED;
    }

    private synchronized boolean isWithinRate() {
        long now = nanoTime.getAsLong();
        nextFree = Math.max(nextFree, now - BURST);
        if (nextFree - now > 0) {
            return false;
        }
        nextFree += interval;
        return true;
    }
}
