package ontime.history.delays;

import static java.util.Comparator.comparingDouble;
import static java.util.stream.Collectors.groupingBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.history.ledger.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The delays of some hours.
 *
 * @param hours the oldest first, also those in which nothing was sent
 * @param whole from the click to the arrival
 * @param stages in the order of time; the person's own is left out
 * @param routes the slowest first
 * @param judged how many deliveries this is made of
 * @param tooYoung how many more there are that nobody can judge yet
 */
public record Delays(
        List<Hour> hours,
        Percentiles whole,
        Map<Stage, Percentiles> stages,
        List<Route> routes,
        int judged,
        int tooYoung) {

    /**
     * One hour.
     *
     * @param begins at the full hour
     */
    public record Hour(
            Instant begins, Map<Bucket, Integer> buckets, Percentiles whole, Map<Stage, Percentiles> stages) {

        /** How many deliveries of the hour took so long. */
        public int in(Bucket bucket) {
            return buckets.getOrDefault(bucket, 0);
        }

        public int judged() {
            return buckets.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** The way that a delivery took. */
    public record Way(
            Channel channel,
            @Nullable String provider,
            @Nullable String country) {
        static Way of(Passage passage) {
            return new Way(passage.channel(), passage.provider(), passage.country());
        }
    }

    /**
     * What came of the deliveries of one way.
     *
     * @param late how many arrived later than a code may
     * @param never of how many no arrival is known
     */
    public record Route(Way way, int deliveries, Percentiles whole, int late, int never) {

        static Route of(Way way, List<Passage> passages, Duration late) {
            return new Route(
                    way,
                    passages.size(),
                    Percentiles.of(taken(passages)),
                    (int) taken(passages).stream()
                            .filter(took -> took.compareTo(late) > 0)
                            .count(),
                    (int) passages.stream()
                            .filter(passage -> passage.took().isEmpty())
                            .count());
        }

        /** Late or never: what a person who waits for a code calls a bad route. */
        double bad() {
            return (late + never) / (double) Math.max(1, deliveries);
        }
    }

    /**
     * Sums deliveries up.
     *
     * @param from a full hour
     * @param late a code that takes longer came late
     * @param silent for so long a delivery is too young to judge
     */
    public static Delays of(
            List<Passage> passages, Instant from, Instant to, Duration late, Duration silent, Instant now) {
        var judged = passages.stream()
                .filter(passage -> !passage.isTooYoung(silent, now))
                .toList();
        var byHour =
                judged.stream().collect(groupingBy(passage -> passage.begun().truncatedTo(ChronoUnit.HOURS)));
        var hours = Stream.iterate(from, to::isAfter, hour -> hour.plus(1, ChronoUnit.HOURS))
                .map(hour -> hour(hour, byHour.getOrDefault(hour, List.of())))
                .toList();
        var routes = judged.stream().collect(groupingBy(Way::of)).entrySet().stream()
                .map(route -> Route.of(route.getKey(), route.getValue(), late))
                .sorted(comparingDouble(Route::bad)
                        .thenComparing(route -> route.whole().p95())
                        .thenComparingInt(Route::deliveries)
                        .reversed())
                .toList();
        return new Delays(
                hours,
                Percentiles.of(taken(judged)),
                stages(judged),
                routes,
                judged.size(),
                passages.size() - judged.size());
    }

    private static Hour hour(Instant begins, List<Passage> passages) {
        var buckets = new EnumMap<Bucket, Integer>(Bucket.class);
        passages.forEach(passage -> buckets.merge(Bucket.of(passage), 1, Integer::sum));
        return new Hour(begins, buckets, Percentiles.of(taken(passages)), stages(passages));
    }

    private static Map<Stage, Percentiles> stages(Collection<Passage> passages) {
        var stages = new EnumMap<Stage, Percentiles>(Stage.class);
        Arrays.stream(Stage.values()).filter(stage -> stage != Stage.PERSON).forEach(stage -> {
            var times = new ArrayList<Duration>();
            passages.forEach(passage ->
                    Optional.ofNullable(passage.ledger().stages().get(stage)).ifPresent(times::add));
            stages.put(stage, Percentiles.of(times));
        });
        return stages;
    }

    private static List<Duration> taken(Collection<Passage> passages) {
        return passages.stream().flatMap(passage -> passage.took().stream()).toList();
    }
}
