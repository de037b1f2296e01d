package ontime.issuer.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.transaction.TransactionException;

/**
 * Begins where the marks say that reading ended, or at the beginning, and moves the marks on behind each batch. A crash
 * in between has the batch read again.
 */
final class FromTheMarks implements ConsumerAwareRebalanceListener, BatchMessageListener<byte[], byte[]> {

    /** Less than the broker waits for a reader that it hears nothing of, though each try may wait for a connection. */
    private static final RetryPolicy WHILE_THE_BROKER_WAITS = RetryPolicy.builder()
            .includes(DataAccessException.class, TransactionException.class)
            .delay(Duration.ofMillis(500))
            .maxRetries(60)
            .build();

    private final ReadMarks marks;
    private final BatchMessageListener<byte[], byte[]> listener;

    FromTheMarks(ReadMarks marks, BatchMessageListener<byte[], byte[]> listener) {
        this.marks = marks;
        this.listener = listener;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            new RetryTemplate(WHILE_THE_BROKER_WAITS).execute(() -> {
                partitions.forEach(partition -> goOn(consumer, partition));
                return partitions;
            });
        } catch (RetryException e) {
            throw new IllegalStateException("the database does not say how far the directory was followed", e);
        }
    }

    private void goOn(Consumer<?, ?> consumer, TopicPartition partition) {
        marks.next(partition)
                .ifPresentOrElse(
                        next -> consumer.seek(partition, next), () -> consumer.seekToBeginning(List.of(partition)));
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        listener.onMessage(records);
        Map<TopicPartition, Long> next = new HashMap<>();
        // Within a partition records come in the order of their offsets.
        records.forEach(
                record -> next.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1));
        marks.keep(next);
    }
}
