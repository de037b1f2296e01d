package ontime.history.kafka;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import ontime.history.projection.Journal;
import ontime.history.projection.MarksLost;
import ontime.history.projection.ReadMark;
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
import org.springframework.kafka.listener.ConsumerSeekAware.ConsumerSeekCallback;
import org.springframework.transaction.TransactionException;

/**
 * Reading goes on where the database says that it ended: it was told so in the transaction of the facts, so that it
 * knows exactly, also when it was set back to a backup. A topic that was made anew is read from its beginning, because
 * marks of the one before it say nothing of it. When the database crashes and loses the last marks, which nobody waits
 * for, reading goes back to those that are left. The offsets that the broker is told are for onlookers, and for a
 * database of before there were marks.
 */
final class StoredMarks implements ConsumerAwareRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(StoredMarks.class);

    /** Less than the five minutes that the broker waits for a reader, however long a single try takes. */
    private static final RetryPolicy WHILE_THE_BROKER_WAITS = RetryPolicy.builder()
            .includes(DataAccessException.class, TransactionException.class, KafkaException.class)
            .delay(Duration.ofMillis(500))
            .maxRetries(Integer.MAX_VALUE)
            .timeout(Duration.ofMinutes(2))
            .build();

    private final Journal journal;
    private final TopicIds ids;

    /** From which mark reading goes on, of the partitions that are read here. */
    private final Map<TopicPartition, ReadMark> goingOn = new ConcurrentHashMap<>();

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
                goOn(Seeking.of(consumer), partitions);
                return true;
            });
        } catch (RetryException e) {
            throw new IllegalStateException("the database does not say how far the topics were read", e);
        }
    }

    @Override
    public void onPartitionsRevokedAfterCommit(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        goingOn.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        goingOn.keySet().removeAll(partitions);
    }

    /** The marks that reading these partitions goes on from. */
    List<ReadMark> of(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .map(goingOn::get)
                .filter(Objects::nonNull)
                .sorted(comparing(ReadMark::topic).thenComparingInt(ReadMark::partition))
                .toList();
    }

    /** From now on reading goes on from these. */
    void kept(List<ReadMark> marks) {
        marks.forEach(mark -> goingOn.put(partition(mark), mark));
    }

    /** Goes back to the marks that are kept, if some that reading goes on from are lost. */
    void goBackIfLost(Seeking seeking, Collection<TopicPartition> partitions) {
        try {
            journal.requireKept(of(partitions));
        } catch (MarksLost e) {
            goBack(seeking, partitions);
        }
    }

    /** Goes back to the marks that are kept. */
    void goBack(Seeking seeking, Collection<TopicPartition> partitions) {
        LOG.warn("the database has lost the last marks, and the facts with them: they are read once more");
        goOn(seeking, partitions);
    }

    /** Says from where the next records come. */
    interface Seeking {
        void to(TopicPartition partition, long offset);

        void toBeginning(Collection<TopicPartition> partitions);

        static Seeking of(Consumer<?, ?> consumer) {
            return new Seeking() {
                @Override
                public void to(TopicPartition partition, long offset) {
                    consumer.seek(partition, offset);
                }

                @Override
                public void toBeginning(Collection<TopicPartition> partitions) {
                    consumer.seekToBeginning(partitions);
                }
            };
        }

        static Seeking of(ConsumerSeekCallback callback) {
            return new Seeking() {
                @Override
                public void to(TopicPartition partition, long offset) {
                    callback.seek(partition.topic(), partition.partition(), offset);
                }

                @Override
                public void toBeginning(Collection<TopicPartition> partitions) {
                    callback.seekToBeginning(partitions);
                }
            };
        }
    }

    private static TopicPartition partition(ReadMark mark) {
        return new TopicPartition(mark.topic(), mark.partition());
    }

    private void goOn(Seeking seeking, Collection<TopicPartition> partitions) {
        ids.ask(partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet()));
        var marks = journal.marks().stream().collect(Collectors.toMap(StoredMarks::partition, Function.identity()));
        var unread = new ArrayList<TopicPartition>();
        var anew = new ArrayList<TopicPartition>();
        for (var partition : partitions) {
            var mark = marks.get(partition);
            if (mark == null && !goingOn.containsKey(partition)) {
                unread.add(partition);
            } else if (mark != null && mark.isOf(ids.known(partition.topic()))) {
                seeking.to(partition, mark.next());
                goingOn.put(partition, mark);
            } else {
                anew.add(partition);
            }
        }
        if (!unread.isEmpty() && journal.isEmpty()) {
            // A new database, whatever was told to the broker about an old one.
            anew.addAll(unread);
        }
        if (!anew.isEmpty()) {
            seeking.toBeginning(anew);
            goingOn.keySet().removeAll(anew);
        }
        LOG.info("{} partitions to read, {} of them from their beginning", partitions.size(), anew.size());
    }
}
