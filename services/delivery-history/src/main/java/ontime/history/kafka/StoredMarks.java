package ontime.history.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import ontime.history.projection.Journal;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.retry.RetryException;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;
import org.springframework.transaction.TransactionException;

/**
 * Reading goes on where the database says that it ended: it was told so in the transaction of the facts, so that it
 * knows exactly, also when it was set back to a backup. A topic that was made anew is read from its beginning, because
 * marks of the one before it say nothing of it. The offsets that the broker is told are for onlookers, and for a
 * database of before there were marks.
 */
final class StoredMarks implements ConsumerAwareRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(StoredMarks.class);

    /**
     * Less than the broker waits for a reader that it hears nothing of, though each try may wait 5 s for a connection.
     */
    private static final RetryPolicy WHILE_THE_BROKER_WAITS = RetryPolicy.builder()
            .includes(DataAccessException.class, TransactionException.class, KafkaException.class)
            .delay(Duration.ofMillis(500))
            .maxRetries(30)
            .build();

    private final Journal journal;
    private final TopicIds ids;

    StoredMarks(Journal journal, TopicIds ids) {
        this.journal = journal;
        this.ids = ids;
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
        ids.ask(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        var marks = journal.marks().stream()
                .collect(Collectors.toMap(
                        mark -> new TopicPartition(mark.topic(), mark.partition()), Function.identity()));
        var unread = new ArrayList<TopicPartition>();
        var anew = new ArrayList<TopicPartition>();
        for (var partition : partitions) {
            var mark = marks.get(partition);
            if (mark == null) {
                unread.add(partition);
            } else if (mark.isOf(ids.known(partition.topic()))) {
                consumer.seek(partition, mark.next());
            } else {
                anew.add(partition);
            }
        }
        if (!unread.isEmpty() && journal.isEmpty()) {
            // A new database, whatever was told to the broker about an old one.
            anew.addAll(unread);
        }
        if (!anew.isEmpty()) {
            consumer.seekToBeginning(anew);
        }
        LOG.info("{} partitions to read, {} of them from their beginning", partitions.size(), anew.size());
    }
}
