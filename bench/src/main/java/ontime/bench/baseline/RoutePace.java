package ontime.bench.baseline;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** When the next call to a provider may begin: not faster than its rate, and not at once after it has failed. */
final class RoutePace {

    private static final long FIRST_REST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);

    private final long interval;
    private long next = System.nanoTime();
    private long rest = FIRST_REST;
    private long restUntil = System.nanoTime();

    /** @param perSecond calls; 0 when they are not limited */
    RoutePace(int perSecond) {
        interval = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Waits for its turn. For one thread at a time. */
    void await() {
        long begin = book();
        for (long now = System.nanoTime(); begin - now > 0; now = System.nanoTime()) {
            LockSupport.parkNanos(begin - now);
        }
    }

    /** A turn that came late by less than one place may be made up for, so that the rate is really reached. */
    private synchronized long book() {
        long now = System.nanoTime();
        next = Math.max(next, Math.max(now - interval, restUntil)) + interval;
        return next;
    }

    synchronized void succeeded() {
        rest = FIRST_REST;
    }

    synchronized void failed() {
        long now = System.nanoTime();
        if (now - restUntil > 0) {
            restUntil = now + rest;
            rest = Math.min(LONGEST_REST, rest * 2);
        }
    }
}
