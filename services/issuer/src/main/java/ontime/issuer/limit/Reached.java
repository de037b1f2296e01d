package ontime.issuer.limit;

import java.time.Instant;

/**
 * A limit that leaves no room for what was asked for.
 *
 * @param retryAt from when on it is worth asking again
 */
public record Reached(LimitName limit, Instant retryAt) {}
