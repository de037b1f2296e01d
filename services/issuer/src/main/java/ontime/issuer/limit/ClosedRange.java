package ontime.issuer.limit;

import java.time.Instant;

/**
 * A range that gets no SMS.
 *
 * @param closedBy what it was judged by
 */
public record ClosedRange(String tenant, NumberRange range, Instant closedAt, Instant reopensAt, Conversion closedBy) {}
