package ontime.history.delays;

import java.time.Duration;

/**
 * Percentiles by the nearest rank: each of them is a time that a delivery really took.
 *
 * @param count of how many
 */
public record Percentiles(int count, Duration p50, Duration p90, Duration p95, Duration p99) {}
