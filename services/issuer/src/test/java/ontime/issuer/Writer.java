package ontime.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.concurrent.ExecutionException;
import ontime.events.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/** Writes to the topics as the other services do, and as nobody should. */
final class Writer {

    static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static @Nullable Writer shared;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Serializer<Object> events;

    @SuppressWarnings("unchecked")
    private Writer(KafkaProperties kafka) {
        this.producer = new KafkaProducer<>(
                kafka.buildProducerProperties(), new ByteArraySerializer(), new ByteArraySerializer());
        this.events = (Serializer<Object>) Utils.newInstance(kafka.getProducer().getValueSerializer());
        this.events.configure(kafka.buildProducerProperties(), false);
    }

    static synchronized Writer shared() {
        if (shared == null) {
            shared = new Writer(RunningIssuer.shared().bean(KafkaProperties.class));
        }
        return shared;
    }

    /** Returns when the broker has it. */
    void write(Topic topic, String key, SpecificRecord event) {
        var record = new ProducerRecord<>(
                topic.topicName(), key.getBytes(UTF_8), events.serialize(topic.topicName(), event));
        record.headers().add("traceparent", TRACE.getBytes(UTF_8));
        send(record);
    }

    /** Takes the state of a key away. */
    void writeTombstone(Topic topic, String key, Instant at) {
        var record = new ProducerRecord<byte[], byte[]>(topic.topicName(), key.getBytes(UTF_8), null);
        record.headers().add("ce_time", at.toString().getBytes(UTF_8));
        send(record);
    }

    void write(Topic topic, String key, byte[] bytes) {
        send(new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), bytes));
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        try {
            producer.send(record).get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
