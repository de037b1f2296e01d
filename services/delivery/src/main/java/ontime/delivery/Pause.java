package ontime.delivery;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that ends at once when the worker is told to stop. */
@FunctionalInterface
public interface Pause {

    /**
     * Waits.
     *
     * @throws InterruptedException when the worker is told to stop before the time is over
     */
    void last(Duration duration) throws InterruptedException;

    /** Waits in real time, until the latch opens. */
    static Pause unless(CountDownLatch stopped) {
        return duration -> {
            if (stopped.await(duration.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("the worker stops");
            }
        };
    }
}
