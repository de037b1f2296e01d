package ontime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * What a worker had before it a moment ago: one look serves all gauges of a scrape, for each look walks over everything
 * that waits, under the engine's lock.
 */
final class RecentLoad implements Supplier<DeliveryMetrics.Load> {

    private static final Duration MOMENT = Duration.ofMillis(100);

    private final Supplier<DeliveryMetrics.Load> load;
    private final InstantSource clock;
    private DeliveryMetrics.Load seen;
    private Instant seenAt;

    RecentLoad(Supplier<DeliveryMetrics.Load> load, InstantSource clock) {
        this.load = load;
        this.clock = clock;
        this.seenAt = clock.instant();
        this.seen = load.get();
    }

    @Override
    public synchronized DeliveryMetrics.Load get() {
        Instant now = clock.instant();
        // Also when the clock was set back.
        if (Duration.between(seenAt, now).abs().compareTo(MOMENT) >= 0) {
            seen = load.get();
            seenAt = now;
        }
        return seen;
    }
}
