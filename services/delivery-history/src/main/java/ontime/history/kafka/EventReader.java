package ontime.history.kafka;

import java.time.Instant;
import java.util.Optional;
import ontime.events.RegistryOutage;
import ontime.events.TraceParent;
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

    private static final String NOTICE = "notice-";

    private final Deserializer<?> events;

    EventReader(Deserializer<?> events) {
        this.events = events;
    }

    /**
     * Reads a record.
     *
     * @return empty for what belongs to no login
     * @throws UnreadableEvent when reading it again would not help
     * @throws SerializationException when the schema registry is away, and reading it later will help
     */
    Optional<Published> read(ConsumerRecord<byte[], byte[]> record) throws UnreadableEvent {
        Fact fact = named(EventFacts.of(event(record)));
        return isOfNotice(fact)
                ? Optional.empty()
                : Optional.of(new Published(
                        fact, Instant.ofEpochMilli(record.timestamp()), TraceParent.of(record.headers())));
    }

    /** A message without a code, which is no part of any login: see Purpose in the events. */
    private static boolean isOfNotice(Fact fact) {
        return fact instanceof Fact.OfChallenge of && of.challengeId().startsWith(NOTICE);
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
