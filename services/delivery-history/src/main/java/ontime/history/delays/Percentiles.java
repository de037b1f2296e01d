package ontime.history.delays;

import java.time.Duration;

/**
 * Percentiles as {@link ontime.history.ledger.NearestRank} has them.
 *
 * @param count of how many
 */
public record Percentiles(int count, Duration p50, Duration p90, Duration p95, Duration p99) {}
