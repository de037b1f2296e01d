package ontime.gateway.kafka;

import java.util.Optional;
import ontime.events.RegistryOutage;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes records. One that nobody can read is passed over: history and issuer keep it as a dead letter already. */
final class EventReader {

    private static final Logger LOG = LoggerFactory.getLogger(EventReader.class);

    private final Deserializer<?> events;

    EventReader(Deserializer<?> events) {
        this.events = events;
    }

    /**
     * Decodes a record; empty when reading it again would not help.
     *
     * @throws SerializationException when the schema registry is away, and reading it later will help
     */
    Optional<SpecificRecord> read(ConsumerRecord<byte[], byte[]> record) {
        try {
            return events.deserialize(record.topic(), record.headers(), record.value()) instanceof SpecificRecord event
                    ? Optional.of(event)
                    : Optional.empty();
        } catch (RuntimeException e) {
            if (RegistryOutage.caused(e)) {
                throw new SerializationException("the schema registry does not answer", e);
            }
            LOG.warn(
                    "passes over a record of {}-{} at {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
