package ontime.delivery;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import ontime.events.Channel;

/**
 * What can be set of a worker.
 *
 * @param channel the channel that it delivers
 * @param privateKey key set that opens what was sealed for the channel
 * @param pending deliveries in memory at the same time, in whatever state; at this mark it stops reading
 * @param pendingMegabytes the same in MiB, by their estimated size
 * @param untold receipts and dead letters on their way to Kafka at which it begins no further call and stops reading
 * @param longestWait for a turn; above it the newest is sent first
 * @param firstRetry wait after the first failed attempt, doubled at each further one
 * @param longestRetry bound of that wait
 * @param handOver how long calls in flight and their receipts are waited for when their partitions go to another
 *     worker; longer than a provider's time-out, or the next reader repeats the call, and less than half of Kafka's
 *     default for {@code max.poll.interval.ms}, beyond which the group takes the worker for dead
 * @param grace the same when the worker stops; shorter by some 10 s, for the last commit and for leaving the group,
 *     than what whoever stops the process allows it
 */
public record WorkerSettings(
        Channel channel,
        Path privateKey,
        int pending,
        int pendingMegabytes,
        int untold,
        Duration longestWait,
        Duration firstRetry,
        Duration longestRetry,
        Duration handOver,
        Duration grace) {

    private static final Duration LONGEST_HAND_OVER = Duration.ofSeconds(150);

    public WorkerSettings {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(privateKey, "privateKey");
        if (pending < 1 || pendingMegabytes < 1) {
            throw new IllegalArgumentException("pending and pendingMegabytes must be 1 or more");
        }
        if (untold < 1 || !longestWait.isPositive()) {
            throw new IllegalArgumentException("untold must be 1 or more, longestWait more than 0");
        }
        if (!firstRetry.isPositive() || longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException("firstRetry must be more than 0 and no longer than longestRetry");
        }
        if (!handOver.isPositive() || handOver.compareTo(LONGEST_HAND_OVER) >= 0) {
            throw new IllegalArgumentException("handOver must be more than 0 and less than " + LONGEST_HAND_OVER);
        }
        // What a hand-over would wait for must not be broken off by a stop.
        if (grace.compareTo(handOver) < 0) {
            throw new IllegalArgumentException("grace must not be shorter than handOver");
        }
    }
}
