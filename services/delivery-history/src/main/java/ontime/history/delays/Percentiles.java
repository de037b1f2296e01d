package ontime.history.delays;

import java.time.Duration;
import java.util.Collection;
import ontime.history.ledger.NearestRank;

/**
 * Percentiles by the nearest rank: each of them is a time that a delivery really took.
 *
 * @param count of how many
 */
public record Percentiles(int count, Duration p50, Duration p90, Duration p95, Duration p99) {

    static Percentiles of(Collection<Duration> times) {
        var ranks = new NearestRank(times);
        return new Percentiles(ranks.count(), of(ranks, 50), of(ranks, 90), of(ranks, 95), of(ranks, 99));
    }

    private static Duration of(NearestRank ranks, int percent) {
        return ranks.at(percent).orElse(Duration.ZERO);
    }
}
