package ontime.delivery;

import java.time.Instant;

/**
 * One call to a provider.
 *
 * @param attempt number of the call within the delivery, from 1
 * @param dispatchedAt when it began
 * @param answeredAt when its outcome was known
 */
record Call(Job job, int attempt, Instant dispatchedAt, Instant answeredAt) {}
