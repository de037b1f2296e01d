package ontime.history.delays;

import java.time.Duration;
import java.util.TreeMap;
import ontime.history.ledger.NearestRank;

/**
 * Counts how long things took, in room that does not grow with how many there were: below ten seconds by the
 * millisecond, above it by a thousandth of what it is, rounded down.
 */
final class Times {

    private static final int EXACT_BELOW = 10_000;

    private final TreeMap<Long, Integer> byMillis = new TreeMap<>();
    private int count;

    void add(Duration time) {
        byMillis.merge(rounded(time.toMillis()), 1, Integer::sum);
        count++;
    }

    private static long rounded(long millis) {
        long step = 1;
        while (millis / step >= EXACT_BELOW) {
            step *= 10;
        }
        return millis / step * step;
    }

    Percentiles percentiles() {
        return new Percentiles(count, rank(50), rank(90), rank(95), rank(99));
    }

    private Duration rank(int percent) {
        var left = NearestRank.of(count, percent);
        for (var entry : byMillis.entrySet()) {
            left -= entry.getValue();
            if (left <= 0) {
                return Duration.ofMillis(entry.getKey());
            }
        }
        return Duration.ZERO;
    }
}
