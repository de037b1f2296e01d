package ontime.issuer.limit;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ontime.issuer.policy.LimitPolicy.PumpingGuard;

/**
 * Guards against SMS pumping: closes ranges whose codes nobody enters, for a while. Every replica may run it at any
 * time; each code is taken in once and each range closed by one of them.
 */
public final class RangeWatch {

    private final Ranges ranges;
    private final Function<String, Optional<PumpingGuard>> guards;
    private final RangeMetrics metrics;
    private final InstantSource clock;

    /** @param guards of the tenants; empty where it is off, or the tenant is gone */
    public RangeWatch(
            Ranges ranges, Function<String, Optional<PumpingGuard>> guards, MeterRegistry meters, InstantSource clock) {
        this.ranges = ranges;
        this.guards = guards;
        this.metrics = new RangeMetrics(meters);
        this.clock = clock;
    }

    /** Judges what has become of the codes of late; the ranges that were closed for it are to be told of. */
    public List<ClosedRange> sweep() {
        Instant now = clock.instant();
        var closures = new ArrayList<ClosedRange>();
        Set<Ranges.OfTenant> sentTo = ranges.takeIn(now);
        while (!sentTo.isEmpty()) {
            sentTo.forEach(range -> judge(range, now).ifPresent(closures::add));
            sentTo = ranges.takeIn(now);
        }
        metrics.closedNow(ranges.closed(now).size());
        metrics.spent(ranges.spent(now));
        return closures;
    }

    private Optional<ClosedRange> judge(Ranges.OfTenant range, Instant now) {
        return guards.apply(range.tenant())
                .flatMap(guard -> condemned(range, guard, now))
                .filter(ranges::close)
                .map(closed -> {
                    metrics.closed(range.range());
                    return closed;
                });
    }

    private Optional<ClosedRange> condemned(Ranges.OfTenant range, PumpingGuard guard, Instant now) {
        var conversion = ranges.conversion(range, now.minus(guard.lookBack()));
        return conversion.isPumping(range.range(), guard)
                ? Optional.of(
                        new ClosedRange(range.tenant(), range.range(), now, now.plus(guard.closedFor()), conversion))
                : Optional.empty();
    }
}
