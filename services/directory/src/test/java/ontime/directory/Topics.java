package ontime.directory;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import ontime.events.ContactApplied;
import ontime.events.ContactBook;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.events.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;

/** What is on the topics of the directory, read with the deserialiser that the configuration names. */
final class Topics {

    private static @Nullable Topics shared;

    private final KafkaConsumer<String, SpecificRecord> consumer;
    private final KafkaOperations<String, Object> producer;
    private final List<ConsumerRecord<String, SpecificRecord>> seen = new ArrayList<>();

    private Topics(KafkaConsumer<String, SpecificRecord> consumer, KafkaOperations<String, Object> producer) {
        this.consumer = consumer;
        this.producer = producer;
    }

    @SuppressWarnings("unchecked")
    static synchronized Topics shared() {
        if (shared == null) {
            var directory = RunningDirectory.shared();
            var kafka = directory.bean(KafkaProperties.class);
            var topics = new Topics(
                    new KafkaConsumer<>(
                            kafka.buildConsumerProperties(),
                            new StringDeserializer(),
                            new ErrorHandlingDeserializer<>(events(kafka))),
                    directory.bean(KafkaOperations.class));
            topics.readFromTheBeginning();
            shared = topics;
        }
        return shared;
    }

    @SuppressWarnings("unchecked")
    private static Deserializer<SpecificRecord> events(KafkaProperties kafka) {
        var events = (Deserializer<SpecificRecord>)
                Utils.newInstance(kafka.getConsumer().getValueDeserializer());
        events.configure(kafka.buildConsumerProperties(), false);
        return events;
    }

    private void readFromTheBeginning() {
        List<String> names = List.of(Topic.CONTACTS.topicName(), Topic.ACCOUNTS.topicName());
        await("the topics are declared")
                .atMost(Duration.ofSeconds(30))
                .until(() -> consumer.listTopics().keySet().containsAll(names));
        var partitions = names.stream()
                .flatMap(name -> consumer.partitionsFor(name).stream())
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** The records of a user so far, in their order; the value of a tombstone is null. */
    synchronized List<ConsumerRecord<String, SpecificRecord>> records(Topic topic, String key) {
        consumer.poll(Duration.ofMillis(50)).forEach(seen::add);
        return seen.stream()
                .filter(one ->
                        one.topic().equals(topic.topicName()) && one.key().equals(key))
                .toList();
    }

    /** Waits for so many records of a user. */
    List<ConsumerRecord<String, SpecificRecord>> awaitRecords(Topic topic, String user, int count) {
        return await("%d records of %s on %s".formatted(count, user, topic))
                .atMost(Duration.ofSeconds(30))
                .until(() -> records(topic, "demo:" + user), found -> found.size() >= count);
    }

    /** Waits for the contact book with a revision. */
    ContactBook awaitBook(String user, long revision) {
        return await("book %d of %s".formatted(revision, user))
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> records(Topic.CONTACTS, "demo:" + user).stream()
                                .map(ConsumerRecord::value)
                                .filter(ContactBook.class::isInstance)
                                .map(ContactBook.class::cast)
                                .filter(book -> book.getRevision() == revision)
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** Waits for an event of a kind about a user. */
    <T> T awaitEvent(String user, Class<T> type) {
        return await(type.getSimpleName() + " of " + user)
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> records(Topic.ACCOUNTS, "demo:" + user).stream()
                                .map(ConsumerRecord::value)
                                .filter(type::isInstance)
                                .map(type::cast)
                                .toList(),
                        found -> !found.isEmpty())
                .getFirst();
    }

    /** A follower tells how far it is. */
    void tell(String user, String follower, ContactKind kind, long version, FollowerState state, Instant at) {
        send(record(user, follower, kind, version, state, at));
    }

    /** The same within a trace. */
    void tell(String user, String follower, ContactKind kind, long version, Instant at, String traceparent) {
        var record = record(user, follower, kind, version, FollowerState.APPLIED, at);
        record.headers().add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        send(record);
    }

    private static ProducerRecord<String, Object> record(
            String user, String follower, ContactKind kind, long version, FollowerState state, Instant at) {
        var told = ContactApplied.newBuilder()
                .setEventId(UUID.randomUUID().toString())
                .setTenant("demo")
                .setUserId(user)
                .setFollower(follower)
                .setKind(kind)
                .setVersion(version)
                .setState(state)
                .setDetail(state == FollowerState.APPLIED ? null : "because")
                .setAppliedAt(at)
                .build();
        return new ProducerRecord<>(Topic.ACCOUNTS.topicName(), "demo:" + user, told);
    }

    private void send(ProducerRecord<String, Object> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that was seen, as text, with what bytes say where that is text. */
    synchronized String all() {
        consumer.poll(Duration.ofMillis(500)).forEach(seen::add);
        var text = new StringBuilder();
        seen.forEach(record -> {
            text.append(record.key()).append(' ').append(record.value()).append('\n');
            record.headers().forEach(header -> text.append(new String(header.value(), StandardCharsets.ISO_8859_1)));
        });
        return text.toString();
    }
}
