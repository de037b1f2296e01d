package ontime.sandbox.behaviour;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A token bucket that holds one second's worth of calls. */
final class RateLimit {

    private final InstantSource clock;
    private Instant lastRefill;
    private double tokens = Double.MAX_VALUE;

    RateLimit(InstantSource clock) {
        this.clock = clock;
        this.lastRefill = clock.instant();
    }

    /** Whether one more call is within the rate. The rate may be another one at each call. */
    synchronized boolean admits(int perSecond) {
        Instant now = clock.instant();
        double earned = Duration.between(lastRefill, now).toNanos() / 1e9 * perSecond;
        tokens = Math.min(perSecond, tokens + earned);
        lastRefill = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
