package ontime.bench.engine;

import java.time.Duration;
import java.util.List;

/** How many of those who clicked held a valid code in time, and how many could have. */
final class Shares {

    private Shares() {}

    /** Share of the clicks, 0 to 1. */
    static double served(List<Fate> fates, Duration limit) {
        return fates.isEmpty()
                ? 0
                : fates.stream().filter(fate -> fate.heldValidCodeWithin(limit)).count() / (double) fates.size();
    }

    /** The share that a route can serve at all, in whatever order. */
    static double possible(int clicksPerSecond, int messagesPerSecond) {
        return Math.min(1, messagesPerSecond / (double) clicksPerSecond);
    }
}
