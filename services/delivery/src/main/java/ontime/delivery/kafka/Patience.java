package ontime.delivery.kafka;

import java.time.Duration;

/**
 * How long a worker waits for calls in flight and their receipts before it lets go of them. Both are longer than any
 * provider's own time-out, which is to be 10 s at most for all of a call: a call that is let go of before it ended is
 * repeated by the next reader.
 *
 * @param handOver when partitions go to another worker; less than half of {@code max.poll.interval.ms}, beyond which
 *     the group takes the worker for dead
 * @param grace when the worker stops; shorter by some 10 s, for the last commit and for leaving the group, than what
 *     whoever stops the process allows it
 */
record Patience(Duration handOver, Duration grace) {

    /** Half of what Kafka's default for {@code max.poll.interval.ms} is. */
    private static final Duration LONGEST_HANDOVER = Duration.ofSeconds(150);

    static final Patience USUAL = new Patience(Duration.ofSeconds(15), Duration.ofSeconds(20));

    Patience {
        if (!handOver.isPositive() || handOver.compareTo(LONGEST_HANDOVER) >= 0) {
            throw new IllegalArgumentException("handOver must be more than 0 and less than " + LONGEST_HANDOVER);
        }
        if (!grace.isPositive()) {
            throw new IllegalArgumentException("grace must be more than 0");
        }
    }
}
