package ontime.history.kafka;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import ontime.events.DeadLetter;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/** Keeps what could not be read or stored as a {@link DeadLetter}. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final KafkaOperations<byte[], byte[]> kafka;
    private final String consumer;
    private final MeterRegistry meters;

    DeadLetters(KafkaOperations<byte[], byte[]> kafka, String consumer, MeterRegistry meters) {
        this.kafka = kafka;
        this.consumer = consumer;
        this.meters = meters;
        Stream.of(Topic.values()).map(Topic::topicName).forEach(this::kept);
    }

    /** There from the beginning: the growth of a counter that appears with its first letter is nothing. */
    private Counter kept(String topic) {
        return meters.counter("otp.dead.letters", "topic", topic);
    }

    /**
     * Returns when the broker has it.
     *
     * @param reason says what is wrong, without quoting the record
     * @throws CompletionException when the broker did not take it
     */
    void keep(ConsumerRecord<byte[], byte[]> record, String reason) {
        kafka.send(DeadLetter.of(record, reason, consumer)).join();
        kept(record.topic()).increment();
        LOG.warn("dead letter from {}-{} at {}: {}", record.topic(), record.partition(), record.offset(), reason);
    }
}
