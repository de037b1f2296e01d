package ontime.delivery.kafka;

import java.time.Instant;
import java.util.Optional;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * A record for as long as its delivery takes: its bytes as they came, which are smaller than the event that they hold
 * and can be kept as a dead letter. The event itself is at hand only while it is being worked on.
 */
final class ReceivedRecord {

    /** About what the engine and the heap need besides the bytes: objects, indexes, identifiers. */
    private static final int OVERHEAD_BYTES = 700;

    private final String topic;
    private final int partition;
    private final long offset;
    private final long timestamp;
    private final Instant consumedAt;
    private final byte @Nullable [] key;
    private final byte @Nullable [] value;
    private final PackedHeaders headers;
    private volatile @Nullable OtpRequested event;
    private volatile boolean inCall;
    private volatile DeliverySpans.@Nullable Course course;

    ReceivedRecord(ConsumerRecord<byte[], byte[]> record, Instant consumedAt) {
        this.topic = record.topic();
        this.partition = record.partition();
        this.offset = record.offset();
        this.timestamp = record.timestamp();
        this.key = record.key();
        this.value = record.value();
        this.headers = PackedHeaders.of(record.headers());
        this.consumedAt = consumedAt;
    }

    /** The record as it was read. */
    ConsumerRecord<byte[], byte @Nullable []> unpacked() {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                headers.unpacked(),
                Optional.empty());
    }

    Instant publishedAt() {
        return Instant.ofEpochMilli(timestamp);
    }

    Instant consumedAt() {
        return consumedAt;
    }

    Headers headers() {
        return headers.unpacked();
    }

    /** The event, when it is at hand; else it has to be read from the bytes again. */
    @Nullable
    OtpRequested event() {
        return event;
    }

    /** A call begins: the event is needed until its receipt is handed on. */
    void callBegins() {
        inCall = true;
    }

    void callEnded() {
        inCall = false;
        event = null;
    }

    void holdEvent(OtpRequested read) {
        event = read;
    }

    /** The delivery has to wait, unless its call has begun at once. */
    void letEventGo() {
        if (!inCall) {
            event = null;
        }
    }

    /** What is told of its delivery as spans; null as long as nothing is. */
    DeliverySpans.@Nullable Course course() {
        return course;
    }

    void follow(DeliverySpans.Course begun) {
        course = begun;
    }

    int bytes() {
        return OVERHEAD_BYTES + headers.size() + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
    }
}
