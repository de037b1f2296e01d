package ontime.history.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Percentiles by the nearest rank: each of them is a time that was measured, and no mean of two. */
public final class NearestRank {

    private final List<Duration> sorted;

    public NearestRank(Collection<Duration> times) {
        sorted = times.stream().sorted().toList();
    }

    /** How many times there are. */
    public int count() {
        return sorted.size();
    }

    /**
     * The shortest time that so many of a hundred did not exceed; nothing of nothing.
     *
     * @param percent from 1 to 100
     */
    public Optional<Duration> at(int percent) {
        return sorted.isEmpty()
                ? Optional.empty()
                : Optional.of(sorted.get(Math.toIntExact(of(sorted.size(), percent)) - 1));
    }

    /** Which of so many times, the shortest being the first, that is. */
    public static long of(long count, int percent) {
        return Math.max(1, Math.ceilDiv(count * percent, 100));
    }
}
