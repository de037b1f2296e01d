package ontime.delivery.route;

import java.time.Duration;
import java.util.Arrays;

/** How long the last calls of a route took that were accepted; a bounded number of them. */
final class RecentCalls {

    private static final int KEPT = 256;

    /** Fewer say nothing about one of twenty. */
    private static final int FEWEST = 20;

    /** Sorted anew after so many, because the answer is asked for before every call. */
    private static final int FRESH = 16;

    private final long[] nanos = new long[KEPT];
    private int seen;
    private int sortedAt;
    private Duration p95 = Duration.ZERO;

    void add(Duration took) {
        nanos[seen % KEPT] = took.toNanos();
        seen++;
        if (seen >= FEWEST && (sortedAt == 0 || seen - sortedAt >= FRESH)) {
            long[] sorted = Arrays.copyOf(nanos, Math.min(seen, KEPT));
            Arrays.sort(sorted);
            p95 = Duration.ofNanos(sorted[(int) Math.ceil(sorted.length * 0.95) - 1]);
            sortedAt = seen;
        }
    }

    /** What 95 of 100 calls stay within; zero as long as too few are known. */
    Duration p95() {
        return p95;
    }
}
