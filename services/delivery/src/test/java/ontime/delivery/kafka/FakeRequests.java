package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import ontime.delivery.MovingClock;
import ontime.events.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** One partition of requests, as often as it is subscribed to, with a serialisation that a test can spoil. */
final class FakeRequests implements Deserializer<SpecificRecord> {

    static final TopicPartition PARTITION = new TopicPartition(Topic.REQUESTS.topicName(), 0);

    private final Map<String, SpecificRecord> events = new ConcurrentHashMap<>();
    private final Map<String, Runnable> actions = new ConcurrentHashMap<>();
    private volatile @Nullable RuntimeException failure;
    private volatile @Nullable RuntimeException commitFailure;
    private volatile long committed = -1;
    private volatile String metadata = "";
    private byte[][] log = new byte[0][];

    /** Appends events. */
    synchronized void publish(SpecificRecord... published) {
        for (SpecificRecord event : published) {
            events.put(event.toString(), event);
            publishBytes(event.toString().getBytes(UTF_8));
        }
    }

    /** Appends what is no event, or nothing at all. */
    synchronized void publishBytes(byte @Nullable [] value) {
        log = Arrays.copyOf(log, log.length + 1);
        log[log.length - 1] = value;
    }

    /** Does something while the event is read for the first time. */
    void whenReading(SpecificRecord event, Runnable action) {
        actions.put(event.toString(), action);
    }

    /** Every reading fails in this way, until it is null. */
    void failToRead(@Nullable RuntimeException how) {
        failure = how;
    }

    /** Every commit fails in this way, until it is null. */
    void failToCommit(@Nullable RuntimeException how) {
        commitFailure = how;
    }

    /** The committed position; -1 for none. */
    long committed() {
        return committed;
    }

    /** Begins at the committed position, as after a restart. */
    FakeConsumer subscribed() {
        return new FakeConsumer();
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] value) {
        RuntimeException how = failure;
        if (how != null) {
            throw how;
        }
        if (value == null) {
            return null;
        }
        SpecificRecord event = events.get(new String(value, UTF_8));
        if (event == null) {
            throw new IllegalArgumentException("unknown magic byte in " + new String(value, UTF_8));
        }
        Runnable action = actions.remove(event.toString());
        if (action != null) {
            action.run();
        }
        return event;
    }

    private synchronized List<ConsumerRecord<byte[], byte[]>> from(long position) {
        return LongStream.range(position, log.length)
                .mapToObj(offset -> new ConsumerRecord<>(
                        PARTITION.topic(),
                        PARTITION.partition(),
                        offset,
                        MovingClock.NOW.toEpochMilli(),
                        TimestampType.CREATE_TIME,
                        -1,
                        -1,
                        new byte[0],
                        log[(int) offset],
                        new RecordHeaders(),
                        Optional.empty()))
                .toList();
    }

    /** Kafka's own stand-in for a consumer, which reads and commits here. */
    final class FakeConsumer extends MockConsumer<byte[], byte[]> {

        private long added;

        private FakeConsumer() {
            super("earliest");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (assignment().isEmpty()) {
                added = Math.max(committed, 0);
                updateBeginningOffsets(Map.of(PARTITION, added));
                rebalance(List.of(PARTITION));
            }
            var fresh = from(added);
            fresh.forEach(this::addRecord);
            added += fresh.size();
            var records = super.poll(timeout);
            if (records.isEmpty()) {
                // As a consumer does when there is nothing to read.
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
            return records;
        }

        @Override
        public synchronized void seek(TopicPartition partition, long position) {
            super.seek(partition, position);
            added = position;
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            return committed < 0 ? Map.of() : Map.of(PARTITION, new OffsetAndMetadata(committed, metadata));
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            RuntimeException how = commitFailure;
            if (how != null) {
                throw how;
            }
            offsets.values().forEach(position -> {
                metadata = position.metadata();
                committed = position.offset();
            });
        }

        @Override
        public synchronized void commitAsync(
                Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback) {
            RuntimeException how = commitFailure;
            if (how == null) {
                commitSync(offsets, Duration.ZERO);
            }
            callback.onComplete(offsets, how);
        }
    }
}
