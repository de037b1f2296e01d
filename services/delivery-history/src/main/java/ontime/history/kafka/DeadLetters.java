package ontime.history.kafka;

import java.util.concurrent.CompletionException;
import ontime.events.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/** Keeps what could not be read or stored as a {@link DeadLetter}. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final String consumer;

    DeadLetters(KafkaOperations<byte[], byte[]> kafka, String consumer) {
        this.kafka = kafka;
        this.consumer = consumer;
    }

    /**
     * Returns when the broker has it.
     *
     * @param reason says what is wrong, without quoting the record
     * @throws CompletionException when the broker did not take it
     */
    void keep(ConsumerRecord<byte[], byte[]> record, String reason) {
        kafka.send(DeadLetter.of(record, reason, consumer)).join();
        LOG.warn("dead letter from {}-{} at {}: {}", record.topic(), record.partition(), record.offset(), reason);
    }
}
