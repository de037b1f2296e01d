package ontime.history.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import ontime.history.projection.Journal;
import ontime.history.projection.ReadMark;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.transaction.TransactionException;

/**
 * Reading goes on where the database says that it ended: it was told so in the transaction of the facts, so that it
 * knows exactly, also when it was set back to a backup. The offsets that the broker is told are for onlookers, and for
 * a database of before there were marks.
 */
final class StoredMarks implements ConsumerAwareRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(StoredMarks.class);

    /**
     * Less than the broker waits for a reader that it hears nothing of, though each try may wait 5 s for a connection.
     */
    private static final RetryPolicy WHILE_THE_BROKER_WAITS = RetryPolicy.builder()
            .includes(DataAccessException.class, TransactionException.class)
            .delay(Duration.ofMillis(500))
            .maxRetries(30)
            .build();

    private final Journal journal;

    StoredMarks(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        try {
            new RetryTemplate(WHILE_THE_BROKER_WAITS).execute(() -> {
                goOn(consumer, partitions);
                return true;
            });
        } catch (RetryException e) {
            throw new IllegalStateException("the database does not say how far the topics were read", e);
        }
    }

    private void goOn(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        var marks = journal.marks().stream()
                .collect(Collectors.toMap(mark -> new TopicPartition(mark.topic(), mark.partition()), ReadMark::next));
        var unread = partitions.stream().filter(one -> !marks.containsKey(one)).toList();
        marks.forEach((partition, next) -> {
            if (partitions.contains(partition)) {
                consumer.seek(partition, next);
            }
        });
        if (!unread.isEmpty() && journal.isEmpty()) {
            // A new database, whatever was told to the broker about an old one.
            consumer.seekToBeginning(unread);
        }
        LOG.info("{} partitions to read, {} of them for the first time", partitions.size(), unread.size());
    }
}
