package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.ExecutionException;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Keeps what could not be read or handled, byte for byte as it came, with the reason in headers: {@code dlt-reason},
 * {@code dlt-consumer}, {@code dlt-topic}, {@code dlt-partition} and {@code dlt-offset}.
 */
final class DeadLetters {

    private final Producer<byte[], byte[]> producer;
    private final String consumer;

    DeadLetters(Producer<byte[], byte[]> producer, String consumer) {
        this.producer = producer;
        this.consumer = consumer;
    }

    /**
     * Returns when the broker has it.
     *
     * @param reason says what is wrong, without quoting the record
     * @throws ExecutionException when the broker did not take it
     */
    void keep(ConsumerRecord<byte[], byte[]> record, String reason) throws InterruptedException, ExecutionException {
        var letter = new ProducerRecord<>(
                record.topic() + Topic.DEAD_LETTER_SUFFIX, null, record.key(), record.value(), record.headers());
        letter.headers()
                .add("dlt-reason", reason.getBytes(UTF_8))
                .add("dlt-consumer", consumer.getBytes(UTF_8))
                .add("dlt-topic", record.topic().getBytes(UTF_8))
                .add("dlt-partition", Integer.toString(record.partition()).getBytes(UTF_8))
                .add("dlt-offset", Long.toString(record.offset()).getBytes(UTF_8));
        producer.send(letter).get();
    }
}
