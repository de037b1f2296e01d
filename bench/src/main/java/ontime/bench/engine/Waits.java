package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    /** A point for each stretch of time, of those who clicked in it; stretches without clicks have none. */
    static List<Plot.Point> over(List<Fate> fates, Duration stretch, ToDoubleFunction<List<Fate>> value) {
        var points = new ArrayList<Plot.Point>();
        if (fates.isEmpty()) {
            return points;
        }
        long first = fates.getFirst().clickedAt();
        var group = new ArrayList<Fate>();
        long end = first + stretch.toNanos();
        for (Fate fate : fates) {
            while (fate.clickedAt() >= end) {
                if (!group.isEmpty()) {
                    points.add(new Plot.Point((end - first) / 1e9, value.applyAsDouble(group)));
                    group.clear();
                }
                end += stretch.toNanos();
            }
            group.add(fate);
        }
        points.add(new Plot.Point((end - first) / 1e9, value.applyAsDouble(group)));
        return points;
    }

    /** The wait that 99 of 100 did not exceed. */
    static double p99(List<Fate> fates) {
        return new Percentiles(fates.stream().map(Fate::waitMilliseconds).toList()).at(0.99);
    }
}
