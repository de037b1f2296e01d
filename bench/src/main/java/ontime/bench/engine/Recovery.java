package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import ontime.bench.measure.Percentiles;

/** When a service is itself again after an outage, seen by those who click from then on. */
final class Recovery {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final List<Fate> fates;
    private final long since;
    private final long until;

    /**
     * Looks at a stretch of time.
     *
     * @param since the end of the outage
     * @param until the last click that is looked at
     */
    Recovery(List<Fate> fates, long since, long until) {
        this.fates = fates;
        this.since = since;
        this.until = until;
    }

    /**
     * Seconds from the end of the outage until the first second of clicks from which on 99 of 100 had their code
     * accepted within 2 s, in that second and in every later one. Empty when that never came.
     */
    OptionalDouble seconds() {
        OptionalDouble healthySince = OptionalDouble.empty();
        for (long begin = lastWindow(); begin >= since; begin -= STEP.toNanos()) {
            if (p99(begin, WINDOW) >= BOUND.toMillis()) {
                break;
            }
            healthySince = OptionalDouble.of((begin - since) / 1e9);
        }
        return healthySince;
    }

    private long lastWindow() {
        long windows = (until - WINDOW.toNanos() - since) / STEP.toNanos();
        return since + windows * STEP.toNanos();
    }

    /** Of those who clicked in a window; zero when nobody did. */
    private double p99(long begin, Duration window) {
        var waits = new ArrayList<Double>();
        for (Fate fate : fates) {
            if (fate.clickedAt() >= begin && fate.clickedAt() < begin + window.toNanos()) {
                waits.add(fate.waitMilliseconds());
            }
        }
        return waits.isEmpty() ? 0 : new Percentiles(waits).at(0.99);
    }
}
