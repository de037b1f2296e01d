package ontime.history.delays;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Percentiles by the nearest rank: each of them is a time that a delivery really took.
 *
 * @param count of how many
 */
public record Percentiles(int count, Duration p50, Duration p90, Duration p95, Duration p99) {

    static Percentiles of(Collection<Duration> times) {
        var sorted = times.stream().sorted().toList();
        return new Percentiles(sorted.size(), rank(sorted, 50), rank(sorted, 90), rank(sorted, 95), rank(sorted, 99));
    }

    private static Duration rank(List<Duration> sorted, int percent) {
        if (sorted.isEmpty()) {
            return Duration.ZERO;
        }
        var rank = Math.ceilDiv(sorted.size() * (long) percent, 100);
        return sorted.get(Math.toIntExact(Math.max(1, rank)) - 1);
    }
}
