package ontime.directory.kafka;

import java.util.concurrent.CompletionException;
import ontime.events.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.core.ProducerFactory;

/** Keeps what could not be read or handled as a {@link DeadLetter}. Returns when the broker has it. */
final class DeadLetters implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final String CONSUMER = "directory";

    private final ProducerFactory<byte[], byte[]> producers;
    private final KafkaOperations<byte[], byte[]> kafka;

    /** @param producers are used by nobody else, and closed with this */
    DeadLetters(ProducerFactory<byte[], byte[]> producers) {
        this.producers = producers;
        this.kafka = new KafkaTemplate<>(producers);
    }

    /**
     * Keeps a record as it came.
     *
     * @param reason says what is wrong, without quoting the record
     * @throws CompletionException when the broker did not take it
     */
    void keep(ConsumerRecord<byte[], byte[]> record, String reason) {
        kafka.send(DeadLetter.of(record, reason, CONSUMER)).join();
        LOG.warn("dead letter from {}-{} at {}: {}", record.topic(), record.partition(), record.offset(), reason);
    }

    @Override
    public void close() {
        producers.reset();
    }
}
