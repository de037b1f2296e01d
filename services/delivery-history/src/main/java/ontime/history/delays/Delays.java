package ontime.history.delays;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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

        /** Late or never: what a person who waits for a code calls a bad route. */
        double bad() {
            return (late + never) / (double) Math.max(1, deliveries);
        }
    }
}
