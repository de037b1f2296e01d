package ontime.history.delays;

import static java.util.Comparator.comparingDouble;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import ontime.history.ledger.Stage;

/** Sums deliveries up, one after the other, and keeps none of them. */
public final class DelayCount {

    private final Instant from;
    private final Instant to;
    private final Duration late;
    private final Duration silent;
    private final Instant now;
    private final Sum all = new Sum();
    private final Map<Instant, Sum> hours = new TreeMap<>();
    private final Map<Delays.Way, Sum> routes = new HashMap<>();
    private int tooYoung;

    /**
     * Begins to count.
     *
     * @param from a full hour
     * @param late a code that takes longer came late
     * @param silent for so long a delivery is too young to judge
     */
    public DelayCount(Instant from, Instant to, Duration late, Duration silent, Instant now) {
        this.from = from;
        this.to = to;
        this.late = late;
        this.silent = silent;
        this.now = now;
    }

    public void add(Passage passage) {
        if (passage.isTooYoung(silent, now)) {
            tooYoung++;
            return;
        }
        all.add(passage);
        hours.computeIfAbsent(passage.begun().truncatedTo(ChronoUnit.HOURS), _ -> new Sum())
                .add(passage);
        routes.computeIfAbsent(Delays.Way.of(passage), _ -> new Sum()).add(passage);
    }

    public Delays delays() {
        return new Delays(
                Stream.iterate(from, to::isAfter, hour -> hour.plus(1, ChronoUnit.HOURS))
                        .map(begins -> hour(begins, hours.getOrDefault(begins, new Sum())))
                        .toList(),
                all.whole.percentiles(),
                all.percentiles(),
                routes.entrySet().stream()
                        .map(route -> route(route.getKey(), route.getValue()))
                        .sorted(comparingDouble(Delays.Route::bad)
                                .thenComparing(route -> route.whole().p95())
                                .thenComparingInt(Delays.Route::deliveries)
                                .reversed())
                        .toList(),
                all.deliveries,
                tooYoung);
    }

    private static Delays.Hour hour(Instant begins, Sum sum) {
        return new Delays.Hour(begins, sum.buckets, sum.whole.percentiles(), sum.percentiles());
    }

    private static Delays.Route route(Delays.Way way, Sum sum) {
        return new Delays.Route(
                way, sum.deliveries, sum.whole.percentiles(), sum.late, sum.buckets.getOrDefault(Bucket.NEVER, 0));
    }

    /** Of an hour, of a route, or of all. */
    private final class Sum {
        private final Map<Bucket, Integer> buckets = new EnumMap<>(Bucket.class);
        private final Map<Stage, Times> stages = new EnumMap<>(Stage.class);
        private final Times whole = new Times();
        private int deliveries;
        private int late;

        Sum() {
            // The person's own time is nobody's delay.
            Arrays.stream(Stage.values())
                    .filter(stage -> stage != Stage.PERSON)
                    .forEach(stage -> stages.put(stage, new Times()));
        }

        void add(Passage passage) {
            deliveries++;
            buckets.merge(Bucket.of(passage), 1, Integer::sum);
            passage.took().ifPresent(took -> {
                whole.add(took);
                late += took.compareTo(DelayCount.this.late) > 0 ? 1 : 0;
            });
            stages.forEach((stage, times) -> passage.ledger().in(stage).ifPresent(times::add));
        }

        Map<Stage, Percentiles> percentiles() {
            var percentiles = new EnumMap<Stage, Percentiles>(Stage.class);
            stages.forEach((stage, times) -> percentiles.put(stage, times.percentiles()));
            return percentiles;
        }
    }
}
