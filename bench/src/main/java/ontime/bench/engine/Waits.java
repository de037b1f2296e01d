package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import ontime.bench.measure.Percentiles;
import ontime.bench.report.Plot;

/** How long people waited, in figures and as a line. */
final class Waits {

    private Waits() {}

    /**
     * From publishing to the provider call, of a range of numbers. Who still waits is counted with the time so far, so
     * that nothing that hangs makes a percentile better.
     */
    static Percentiles untilCalled(CallLog log, int from, int to, IntPredicate counted) {
        long now = System.nanoTime();
        return new Percentiles(IntStream.range(from, to)
                .filter(counted)
                .filter(number -> log.publishedAt(number) != 0)
                .mapToObj(number -> {
                    long begun = log.begunAt(number);
                    return ((begun == 0 ? now : begun) - log.publishedAt(number)) / 1e6;
                })
                .toList());
    }

    /**
     * A point in the middle of each stretch of time, of those who clicked in it; stretches without clicks have none.
     *
     * @param since the beginning of time, so that lines of several contenders lie beside each other
     */
    static List<Plot.Point> over(List<Fate> fates, long since, Duration stretch, ToDoubleFunction<List<Fate>> value) {
        var stretches = new TreeMap<Long, List<Fate>>();
        for (Fate fate : fates) {
            if (fate.clickedAt() >= since) {
                stretches
                        .computeIfAbsent((fate.clickedAt() - since) / stretch.toNanos(), number -> new ArrayList<>())
                        .add(fate);
            }
        }
        return stretches.entrySet().stream()
                .map(entry -> new Plot.Point(
                        (entry.getKey() + 0.5) * stretch.toNanos() / 1e9, value.applyAsDouble(entry.getValue())))
                .toList();
    }

    /** The wait that 99 of 100 did not exceed. */
    static double p99(List<Fate> fates) {
        return new Percentiles(fates.stream().map(Fate::waitMilliseconds).toList()).at(0.99);
    }
}
