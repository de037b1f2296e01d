package ontime.delivery.kafka;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import ontime.delivery.Pause;
import ontime.events.DeadLetter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what could not be read or handled as a {@link DeadLetter}. */
final class DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final Producer<byte[], byte[]> producer;
    private final String consumer;
    private final Pause pause;

    DeadLetters(Producer<byte[], byte[]> producer, String consumer, Pause pause) {
        this.producer = producer;
        this.consumer = consumer;
        this.pause = pause;
    }

    /**
     * Tries once.
     *
     * @param reason says what is wrong, without quoting the record
     * @return whether the broker has it
     */
    boolean keep(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException {
        try {
            producer.send(DeadLetter.of(record, reason, consumer)).get();
        } catch (ExecutionException | RuntimeException e) {
            LOG.warn("could not keep a dead letter yet", e);
            return false;
        }
        LOG.warn("dead letter from {}-{} at {}: {}", record.topic(), record.partition(), record.offset(), reason);
        return true;
    }

    /**
     * Tries until the broker has it.
     *
     * @throws InterruptedException when the worker stops before
     */
    void keepInTheEnd(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException {
        while (!keep(record, reason)) {
            pause.last(BETWEEN_TRIES);
        }
    }
}
