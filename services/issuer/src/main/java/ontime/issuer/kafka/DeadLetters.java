package ontime.issuer.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import ontime.events.DeadLetter;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** Keeps what could not be read or handled as a {@link DeadLetter}. Returns when the broker has it. */
final class DeadLetters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String CONSUMER = "issuer";

    private final ProducerFactory<byte[], byte[]> producers;
    private final KafkaOperations<byte[], byte[]> kafka;
    private final MeterRegistry meters;

    /** @param producers are used by nobody else, and closed with this */
    DeadLetters(ProducerFactory<byte[], byte[]> producers, MeterRegistry meters) {
        this.producers = producers;
        this.kafka = new KafkaTemplate<>(producers);
        this.meters = meters;
        Stream.of(Topic.values()).map(Topic::topicName).forEach(this::kept);
    }

    /** There from the beginning: the growth of a counter that appears with its first letter is nothing. */
    private Counter kept(String topic) {
        return meters.counter("otp.dead.letters", "topic", topic);
    }

    /**
     * Keeps a record as it came.
     *
     * @param reason says what is wrong, without quoting the record
     * @throws CompletionException when the broker did not take it
     */
    void keep(ConsumerRecord<byte[], byte[]> record, String reason) {
        send(record, DeadLetter.of(record, reason, CONSUMER), reason);
    }

    /** The same of a record that names destinations in clear: that it was there, and where, is all that is kept. */
    void keepWithoutContent(ConsumerRecord<byte[], byte[]> record, String reason) {
        send(record, DeadLetter.withoutContent(record, reason, CONSUMER), reason);
    }

    private void send(ConsumerRecord<byte[], byte[]> record, ProducerRecord<byte[], byte[]> letter, String reason) {
        kafka.send(letter).join();
        kept(record.topic()).increment();
        LOG.warn("dead letter from {}-{} at {}: {}", record.topic(), record.partition(), record.offset(), reason);
    }

    @Override
    public void close() {
        producers.reset();
    }
}
