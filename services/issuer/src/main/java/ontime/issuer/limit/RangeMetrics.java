package ontime.issuer.limit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures what is closed and spent. Labels come from closed sets: countries and configured tenants. */
final class RangeMetrics {

    private static final double MILLION = 1_000_000;

    private final MeterRegistry meters;
    private final AtomicInteger closedRanges = new AtomicInteger();
    private final MultiGauge spend;

    RangeMetrics(MeterRegistry meters) {
        this.meters = meters;
        Gauge.builder("otp.closed.ranges", closedRanges, AtomicInteger::get).register(meters);
        this.spend = MultiGauge.builder("otp.spend.dollars").register(meters);
    }

    void closed(NumberRange range) {
        meters.counter("otp.range.closures", "country", range.country()).increment();
    }

    void closedNow(int ranges) {
        closedRanges.set(ranges);
    }

    void spent(Map<String, Long> millionths) {
        spend.register(
                millionths.entrySet().stream()
                        .<MultiGauge.Row<?>>map(tenant ->
                                MultiGauge.Row.of(Tags.of("tenant", tenant.getKey()), tenant.getValue() / MILLION))
                        .toList(),
                true);
    }
}
