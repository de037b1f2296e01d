package ontime.issuer.kafka;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.transaction.TransactionException;

/**
 * Begins where the marks say that reading ended, or at the beginning, and moves the marks on behind each batch. A crash
 * in between has the batch read again. A topic that was made anew is read from its beginning.
 */
final class FromTheMarks implements ConsumerAwareRebalanceListener, BatchMessageListener<byte[], byte[]> {

    /** Less than the broker waits for a reader that it hears nothing of, though each try may wait for a connection. */
    private static final RetryPolicy WHILE_THE_BROKER_WAITS = RetryPolicy.builder()
            .includes(DataAccessException.class, TransactionException.class, KafkaException.class)
            .delay(Duration.ofMillis(500))
            .maxRetries(60)
            .build();

    /** Who knows the identifiers of topics. */
    @FunctionalInterface
    interface TopicIds {
        Map<String, String> of(Set<String> topics);
    }

    private final ReadMarks marks;
    private final TopicIds ids;
    private final BatchMessageListener<byte[], byte[]> listener;

    /** As they were when partitions were assigned last; several threads read. */
    private final Map<String, String> known = new ConcurrentHashMap<>();

    FromTheMarks(ReadMarks marks, TopicIds ids, BatchMessageListener<byte[], byte[]> listener) {
        this.marks = marks;
        this.ids = ids;
        this.listener = listener;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        try {
            new RetryTemplate(WHILE_THE_BROKER_WAITS).execute(() -> {
                known.putAll(
                        ids.of(partitions.stream().map(TopicPartition::topic).collect(toSet())));
                partitions.forEach(partition -> goOn(consumer, partition));
                return partitions;
            });
        } catch (RetryException e) {
            throw new IllegalStateException("nobody says how far the directory was followed", e);
        }
    }

    private void goOn(Consumer<?, ?> consumer, TopicPartition partition) {
        marks.of(partition)
                .filter(mark -> mark.isOf(known.get(partition.topic())))
                .ifPresentOrElse(
                        mark -> consumer.seek(partition, mark.next()),
                        () -> consumer.seekToBeginning(List.of(partition)));
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        listener.onMessage(records);
        Map<TopicPartition, ReadMarks.Mark> next = new HashMap<>();
        // Within a partition records come in the order of their offsets.
        records.forEach(record -> next.put(
                new TopicPartition(record.topic(), record.partition()),
                new ReadMarks.Mark(record.offset() + 1, known.get(record.topic()))));
        marks.keep(next);
    }
}
