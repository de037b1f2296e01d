package ontime.delivery.kafka;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from bytes, for one thread at a time: deserializers do not promise more. While one looks for a schema
 * that it does not know, everybody else who uses it waits for the registry. So the intake has its own, and what follows
 * it another one, which has learnt every schema before a delivery that needs it is taken on.
 */
final class EventDecoder {

    /** A record begins with a zero byte and four of its schema's id. */
    private static final int SCHEMA_BYTES = 5;

    private final Deserializer<?> events;
    private final Set<ByteBuffer> learnt = ConcurrentHashMap.newKeySet();

    EventDecoder(Deserializer<?> events) {
        this.events = events;
    }

    synchronized @Nullable Object decode(ConsumerRecord<byte[], byte[]> record) {
        return events.deserialize(record.topic(), record.headers(), record.value());
    }

    /** Makes sure that records like this one can be read again without the registry; fails when it is away just now. */
    void learn(ConsumerRecord<byte[], byte[]> record) {
        var schema = ByteBuffer.wrap(Arrays.copyOf(record.value(), SCHEMA_BYTES));
        if (!learnt.contains(schema)) {
            var _ = decode(record);
            learnt.add(schema);
        }
    }

    /** The request that a record is known to hold. */
    OtpRequested request(ReceivedRecord record) {
        OtpRequested atHand = record.event();
        if (atHand != null) {
            return atHand;
        }
        return (OtpRequested) Objects.requireNonNull(decode(record.unpacked()), "a request that was read before");
    }
}
