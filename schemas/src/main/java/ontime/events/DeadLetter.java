package ontime.events;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read or handled, byte for byte as it came, with what is known of it in headers. Their
 * values are UTF-8. Whoever looks through dead letters finds the same headers, whichever service wrote them.
 */
public final class DeadLetter {

    /** What is wrong. */
    public static final String REASON = "dlt-reason";
    /** The service that could not read or handle it. */
    public static final String CONSUMER = "dlt-consumer";
    /** Where it was read. */
    public static final String TOPIC = "dlt-topic";

    public static final String PARTITION = "dlt-partition";
    public static final String OFFSET = "dlt-offset";

    private DeadLetter() {}

    /**
     * The dead letter of a record, for the topic of dead letters that belongs to the record's own.
     *
     * @param reason says what is wrong, without quoting the record
     * @param consumer the service that gives it up
     */
    public static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> record, String reason, String consumer) {
        return describing(record, record.key(), record.value(), reason, consumer);
    }

    /**
     * The same without key and value, for a record that holds what must not be kept as long as a dead letter is. Where
     * it lies is told, so that it can be looked at for as long as its own topic keeps it.
     */
    public static ProducerRecord<byte[], byte[]> withoutContent(
            ConsumerRecord<byte[], byte[]> record, String reason, String consumer) {
        return describing(record, null, null, reason, consumer);
    }

    private static ProducerRecord<byte[], byte[]> describing(
            ConsumerRecord<byte[], byte[]> record,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String reason,
            String consumer) {
        var letter =
                new ProducerRecord<>(record.topic() + Topic.DEAD_LETTER_SUFFIX, null, key, value, record.headers());
        letter.headers()
                .add(REASON, reason.getBytes(UTF_8))
                .add(CONSUMER, consumer.getBytes(UTF_8))
                .add(TOPIC, record.topic().getBytes(UTF_8))
                .add(PARTITION, Integer.toString(record.partition()).getBytes(UTF_8))
                .add(OFFSET, Long.toString(record.offset()).getBytes(UTF_8));
        return letter;
    }
}
