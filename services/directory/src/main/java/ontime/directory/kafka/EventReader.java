package ontime.directory.kafka;

import ontime.events.RegistryOutage;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes records, and tells one that nobody can read from one that cannot be read just now. */
final class EventReader {

    private final Deserializer<?> events;

    EventReader(Deserializer<?> events) {
        this.events = events;
    }

    /**
     * Decodes a record.
     *
     * @throws UnreadableRecordException when reading it again would not help
     * @throws SerializationException when the schema registry is away, and reading it later will help
     */
    SpecificRecord read(ConsumerRecord<byte[], byte[]> record) throws UnreadableRecordException {
        Object event;
        try {
            event = events.deserialize(record.topic(), record.headers(), record.value());
        } catch (RuntimeException e) {
            if (RegistryOutage.caused(e)) {
                throw new SerializationException("the schema registry does not answer", e);
            }
            throw new UnreadableRecordException(
                    "not an event of a known schema: " + e.getClass().getSimpleName());
        }
        return switch (event) {
            case SpecificRecord known -> known;
            case null -> throw new UnreadableRecordException("empty record");
            default ->
                throw new UnreadableRecordException(
                        "unexpected event " + event.getClass().getSimpleName());
        };
    }
}
