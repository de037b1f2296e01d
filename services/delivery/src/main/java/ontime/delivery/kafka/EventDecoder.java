package ontime.delivery.kafka;

import java.util.Objects;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads events from bytes, for one thread at a time: deserializers do not promise more. The one of the intake is used
 * for all, because it knows the schema of every record that was read, also when the registry is away.
 */
final class EventDecoder {

    private final Deserializer<?> events;

    EventDecoder(Deserializer<?> events) {
        this.events = events;
    }

    synchronized @Nullable Object decode(ConsumerRecord<byte[], byte[]> record) {
        return events.deserialize(record.topic(), record.headers(), record.value());
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
