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
 * @param callsInFlight provider calls at the same time, 1 to 10,000
 * @param pending deliveries in memory at the same time, in whatever state; at this mark it stops reading
 * @param pendingMegabytes the same in MiB, by their estimated size
 * @param untold receipts and dead letters on their way to Kafka at which it begins no further call and stops reading
 * @param longestWait for a turn; above it the newest is sent first
 * @param usualDeliveryTime how long the route usually takes; a code with less life left is not sent
 * @param firstRetry wait after the first failed attempt, doubled at each further one
 * @param longestRetry bound of that wait
 */
public record WorkerSettings(
        Channel channel,
        Path privateKey,
        int callsInFlight,
        int pending,
        int pendingMegabytes,
        int untold,
        Duration longestWait,
        Duration usualDeliveryTime,
        Duration firstRetry,
        Duration longestRetry) {

    public WorkerSettings {
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(privateKey, "privateKey");
        if (callsInFlight < 1 || callsInFlight > 10_000) {
            throw new IllegalArgumentException("callsInFlight must be 1 to 10000");
        }
        if (pending < callsInFlight || pendingMegabytes < 1) {
            throw new IllegalArgumentException(
                    "pending must not be less than callsInFlight, pendingMegabytes 1 or more");
        }
        if (untold < 1 || !longestWait.isPositive()) {
            throw new IllegalArgumentException("untold must be 1 or more, longestWait more than 0");
        }
        if (usualDeliveryTime.isNegative() || !firstRetry.isPositive() || longestRetry.compareTo(firstRetry) < 0) {
            throw new IllegalArgumentException(
                    "usualDeliveryTime must be 0 or more, firstRetry more than 0 and no longer than longestRetry");
        }
    }
}
