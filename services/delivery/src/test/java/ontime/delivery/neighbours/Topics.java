package ontime.delivery.neighbours;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import ontime.events.DeliveryReceipt;
import ontime.events.EventHeaders;
import ontime.events.OtpRequested;
import ontime.events.Topic;
import ontime.events.TrustedClasses;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Publishes to a worker's topics as the issuer does, and reads what the worker publishes. For one test at a time. */
public final class Topics implements AutoCloseable {

    /** The trace that every request belongs to. */
    public static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Producer<String, Object> events;
    private final Producer<byte[], byte[]> bytes;
    private final Consumer<String, Object> receipts;
    private final Consumer<byte[], byte[]> deadLetters;
    private final Admin admin;
    private final List<ConsumerRecord<String, Object>> receiptsRead = new CopyOnWriteArrayList<>();
    private final List<ConsumerRecord<byte[], byte[]>> lettersRead = new CopyOnWriteArrayList<>();

    /**
     * Connects when the topics are there.
     *
     * @param infrastructure where broker and registry are, by the names of the services' properties
     */
    public Topics(Map<String, String> infrastructure) {
        TrustedClasses.install();
        KafkaProperties settings = settings(infrastructure);
        events = new KafkaProducer<>(settings.buildProducerProperties());
        bytes = new KafkaProducer<>(
                settings.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
        admin = Admin.create(settings.buildAdminProperties());
        receipts =
                fromTheBeginning(new KafkaConsumer<>(settings.buildConsumerProperties()), Topic.RECEIPTS.topicName());
        deadLetters = fromTheBeginning(
                new KafkaConsumer<>(
                        settings.buildConsumerProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                Topic.REQUESTS.deadLetterName());
    }

    /** The settings that every service imports, with the addresses of this test's infrastructure. */
    private static KafkaProperties settings(Map<String, String> infrastructure) {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test", Map.of("spring.config.import", "classpath:ontime/events/kafka.yaml")));
        environment.getPropertySources().addFirst(new MapPropertySource("infrastructure", Map.copyOf(infrastructure)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment);
        return Binder.get(environment)
                .bind("spring.kafka", KafkaProperties.class)
                .get();
    }

    private static <K, V> Consumer<K, V> fromTheBeginning(Consumer<K, V> consumer, String topic) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    public RecordMetadata publish(OtpRequested request) {
        return publish(request.getTenant() + ":" + request.getUserId(), request);
    }

    public RecordMetadata publish(String key, SpecificRecord event) {
        var requested = new ProducerRecord<String, Object>(Topic.REQUESTS.topicName(), key, event);
        requested.headers().add(EventHeaders.TRACE_PARENT, TRACE.getBytes(UTF_8));
        return taken(events, requested);
    }

    /** Puts anything at all on the partition that the key's requests are on. */
    public RecordMetadata publishBytes(int partition, byte @Nullable [] value) {
        return taken(bytes, new ProducerRecord<>(Topic.REQUESTS.topicName(), partition, null, value));
    }

    private static <K, V> RecordMetadata taken(Producer<K, V> producer, ProducerRecord<K, V> sent) {
        try {
            return producer.send(sent).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** All receipts of a challenge so far, as they came. */
    public synchronized List<ConsumerRecord<String, Object>> receipts(String challengeId) {
        receipts.poll(Duration.ofMillis(50)).forEach(receiptsRead::add);
        return receiptsRead.stream()
                .filter(receipt -> receipt.key().equals(challengeId))
                .toList();
    }

    /** What the receipts of a challenge say so far. */
    public List<DeliveryReceipt> told(String challengeId) {
        return receipts(challengeId).stream()
                .map(receipt -> (DeliveryReceipt) receipt.value())
                .toList();
    }

    /** The reasons of the dead letters that a record became. */
    public synchronized Stream<String> deadLetterReasons(RecordMetadata of) {
        deadLetters.poll(Duration.ofMillis(50)).forEach(lettersRead::add);
        return lettersRead.stream()
                .filter(letter -> header(letter, "dlt-partition").equals(Integer.toString(of.partition()))
                        && header(letter, "dlt-offset").equals(Long.toString(of.offset())))
                .map(letter -> header(letter, "dlt-reason"));
    }

    public static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(Objects.requireNonNull(header.value()), UTF_8);
    }

    /** How far a group has committed the partition of a record; 0 when it never has. */
    public long committed(String group, RecordMetadata record) throws InterruptedException, ExecutionException {
        OffsetAndMetadata position = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(record.topic(), record.partition()));
        return position == null ? 0 : position.offset();
    }

    @Override
    public void close() {
        events.close();
        bytes.close();
        receipts.close();
        deadLetters.close();
        admin.close();
    }
}
