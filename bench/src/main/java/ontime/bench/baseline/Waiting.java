package ontime.bench.baseline;

import ontime.events.OtpRequested;
import org.apache.kafka.common.TopicPartition;

/**
 * A request that has not come to its end.
 *
 * @param arrival its place in the order, from 0
 */
record Waiting(long arrival, TopicPartition partition, long offset, OtpRequested request)
        implements Comparable<Waiting> {

    @Override
    public int compareTo(Waiting other) {
        return Long.compare(arrival, other.arrival);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Waiting waiting && waiting.arrival == arrival;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(arrival);
    }
}
