package ontime.delivery.engine;

import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next attempt: doubling, and spread at random, so that the deliveries that failed together
 * do not come back together.
 */
final class Backoff {

    private final Duration first;
    private final Duration longest;
    private final DoubleSupplier random;

    /** @param random uniform in [0, 1) */
    Backoff(Duration first, Duration longest, DoubleSupplier random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
    }

    /**
     * The wait after a failed attempt.
     *
     * @param attempt number of the attempt that failed, from 1
     * @param hint the provider's own wish; never undercut
     */
    Duration after(int attempt, @Nullable Duration hint) {
        long ceiling = Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, 20));
        // Never shorter than half: an immediate second call seldom meets a recovered provider.
        Duration jittered = Duration.ofMillis(ceiling / 2 + (long) (random.getAsDouble() * ceiling / 2));
        return hint != null && hint.compareTo(jittered) > 0 ? hint : jittered;
    }
}
