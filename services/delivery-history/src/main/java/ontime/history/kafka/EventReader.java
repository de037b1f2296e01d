package ontime.history.kafka;

import java.time.Instant;
import ontime.events.RegistryOutage;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a record into a fact. The sealed payload of a request ends here: it is decoded with the record, read by nobody,
 * and has no place in a fact.
 */
final class EventReader {

    private final Deserializer<?> events;

    EventReader(Deserializer<?> events) {
        this.events = events;
    }

    /**
     * Reads a record.
     *
     * @throws UnreadableEvent when reading it again would not help
     * @throws SerializationException when the schema registry is away, and reading it later will help
     */
    Published read(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        return new Published(named(EventFacts.of(event(record))), Instant.ofEpochMilli(record.timestamp()));
    }

    private @Nullable Object event(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        try {
            return events.deserialize(record.topic(), record.headers(), record.value());
        } catch (RuntimeException e) {
            if (RegistryOutage.caused(e)) {
                throw new SerializationException("the schema registry does not answer", e);
            }
            throw new UnreadableEvent(
                    "not an event of a known schema: " + e.getClass().getSimpleName());
        }
    }

    /** Without a name a fact could be found by nobody, or would be mixed up with others that have none. */
    private static Fact named(Fact fact) throws UnreadableEvent {
        require("eventId", fact.eventId());
        require("tenant", fact.tenant());
        require("loginId", fact.loginId());
        if (fact instanceof Fact.OfChallenge ofChallenge) {
            // What was refused may have named nobody; for that it was refused.
            require("userId", fact.userId());
            require("challengeId", ofChallenge.challengeId());
        }
        return fact;
    }

    private static void require(String field, String value) throws UnreadableEvent {
        if (value.isBlank()) {
            throw new UnreadableEvent(field + " is empty");
        }
    }
}
