package ontime.history.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.CompletionException;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Keeps what could not be read or stored, byte for byte as it came, with the reason in headers: {@code dlt-reason},
 * {@code dlt-consumer}, {@code dlt-topic}, {@code dlt-partition} and {@code dlt-offset}.
 */
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
        var letter = new ProducerRecord<>(
                record.topic() + Topic.DEAD_LETTER_SUFFIX, null, record.key(), record.value(), record.headers());
        letter.headers()
                .add("dlt-reason", reason.getBytes(UTF_8))
                .add("dlt-consumer", consumer.getBytes(UTF_8))
                .add("dlt-topic", record.topic().getBytes(UTF_8))
                .add("dlt-partition", Integer.toString(record.partition()).getBytes(UTF_8))
                .add("dlt-offset", Long.toString(record.offset()).getBytes(UTF_8));
        kafka.send(letter).join();
        LOG.warn("dead letter from {}-{} at {}: {}", record.topic(), record.partition(), record.offset(), reason);
    }
}
