package ontime.history.kafka;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toSet;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;
import ontime.history.kafka.StoredMarks.Seeking;
import ontime.history.projection.Backlog;
import ontime.history.projection.Journal;
import ontime.history.projection.MarksLost;
import ontime.history.projection.ReadMark;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.transaction.TransactionException;

/**
 * Projects batches of records into the fact log. What is wrong with a single record concerns that record only; what is
 * wrong with the database, the registry or the broker is thrown, and the whole batch is tried again until it passes.
 * Trying again is safe: facts are added idempotently, and dead letters are written after them.
 *
 * <p>A database that crashes may lose the last batches with their marks. Then nothing is added that stands behind the
 * gap: reading goes back to the marks that are left, with the next batch or, where none comes, when it has been quiet
 * for a while.
 */
final class HistoryProjection implements BatchConsumerAwareMessageListener<byte[], byte[]>, ConsumerSeekAware {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryProjection.class);

    /** What is wrong with one record. */
    private record Flaw(ConsumerRecord<byte[], byte[]> record, String reason) {}

    private record ReadRecord(ConsumerRecord<byte[], byte[]> record, Published fact) {}

    private final EventReader reader;
    private final Journal journal;
    private final DeadLetters deadLetters;
    private final StoredMarks stored;
    private final TopicIds ids;
    private final Backlog backlog;
    private final EventSpans spans;
    private final InstantSource clock;
    private final Timer lag;

    HistoryProjection(
            EventReader reader,
            Journal journal,
            DeadLetters deadLetters,
            StoredMarks stored,
            TopicIds ids,
            Backlog backlog,
            EventSpans spans,
            InstantSource clock,
            MeterRegistry meters) {
        this.reader = reader;
        this.journal = journal;
        this.deadLetters = deadLetters;
        this.stored = stored;
        this.ids = ids;
        this.backlog = backlog;
        this.spans = spans;
        this.clock = clock;
        this.lag = Timer.builder("otp.history.lag")
                .description("From the publication of an event to its place in the history")
                .serviceLevelObjectives(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(120),
                        Duration.ofSeconds(300))
                .register(meters);
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records, @Nullable Consumer<?, ?> reading) {
        var consumer = Objects.requireNonNull(reading);
        var begun = clock.instant();
        var flaws = new ArrayList<Flaw>();
        var readable = new ArrayList<ReadRecord>();
        for (var record : records) {
            try {
                reader.read(record).ifPresent(fact -> readable.add(new ReadRecord(record, fact)));
            } catch (UnreadableEvent e) {
                flaws.add(new Flaw(record, Objects.requireNonNull(e.getMessage())));
            }
        }
        try {
            store(readable, flaws, marks(records), stored.of(consumer.assignment()));
        } catch (MarksLost e) {
            goBack(records, consumer);
            return;
        }
        var now = clock.instant();
        for (var one : readable) {
            var took = since(one.fact.publishedAt(), now);
            spans.during(one.fact.trace(), () -> lag.record(took));
        }
        tell(readable, flaws, begun, now);
        tellHowFarBehind(records, consumer, now);
    }

    /** Also of an event that the database refuses, which is a dead letter now. */
    private void tell(List<ReadRecord> read, List<Flaw> flaws, Instant begun, Instant now) {
        var letters = flaws.stream().map(Flaw::record).collect(toSet());
        read.forEach(one -> spans.tell(one.record.topic(), one.fact, begun, now, letters.contains(one.record)));
    }

    private void tellHowFarBehind(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer, Instant now) {
        // Within a partition records come in the order of their offsets: the last one tells.
        records.forEach(record ->
                backlog.isBehind(partition(record).toString(), since(Instant.ofEpochMilli(record.timestamp()), now)));
        records.stream()
                .map(HistoryProjection::partition)
                .distinct()
                .filter(partition -> consumer.currentLag(partition).orElse(0) == 0)
                .forEach(partition -> backlog.isNotBehind(partition.toString()));
    }

    private static TopicPartition partition(ConsumerRecord<byte[], byte[]> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    @Override
    public void onPartitionsRevoked(@Nullable Collection<TopicPartition> partitions) {
        Objects.requireNonNull(partitions).forEach(partition -> backlog.isNotBehind(partition.toString()));
    }

    /** Nothing of this batch is kept: also those partitions come once more that have no mark yet. */
    private void goBack(List<ConsumerRecord<byte[], byte[]>> records, Consumer<?, ?> consumer) {
        var assigned = consumer.assignment();
        var firsts = new HashMap<TopicPartition, Long>();
        records.forEach(record -> firsts.putIfAbsent(partition(record), record.offset()));
        firsts.keySet().retainAll(assigned);
        firsts.forEach(consumer::seek);
        stored.goBack(Seeking.of(consumer), assigned);
    }

    /** Of a topic on which nothing happens any more what was lost would stay lost. */
    @Override
    public void onIdleContainer(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        try {
            stored.goBackIfLost(Seeking.of(callback), assignments.keySet());
        } catch (DataAccessException | TransactionException | KafkaException e) {
            LOG.debug("whether marks are lost is asked again", e);
        }
    }

    /**
     * Facts and marks are one transaction. Only where there are dead letters the marks come after these: a crash in
     * between may write a dead letter twice, and loses none.
     */
    private void store(List<ReadRecord> batch, List<Flaw> flaws, List<ReadMark> marks, List<ReadMark> builtOn) {
        if (flaws.isEmpty()) {
            try {
                journal.add(facts(batch), marks, builtOn);
                stored.kept(marks);
                return;
            } catch (FactsRefused e) {
                // The part of it that can be kept is found below.
            }
        }
        store(batch, flaws);
        flaws.forEach(flaw -> deadLetters.keep(flaw.record, flaw.reason));
        journal.add(List.of(), marks, builtOn);
        stored.kept(marks);
    }

    /** Halves a batch that is refused until what is refused stands alone. */
    private void store(List<ReadRecord> batch, List<Flaw> flaws) {
        try {
            journal.add(facts(batch));
        } catch (FactsRefused e) {
            if (batch.size() == 1) {
                flaws.add(new Flaw(batch.getFirst().record, Objects.requireNonNull(e.getMessage())));
            } else {
                store(batch.subList(0, batch.size() / 2), flaws);
                store(batch.subList(batch.size() / 2, batch.size()), flaws);
            }
        }
    }

    private static List<Published> facts(List<ReadRecord> batch) {
        return batch.stream().map(ReadRecord::fact).toList();
    }

    private List<ReadMark> marks(List<ConsumerRecord<byte[], byte[]>> records) {
        var marks = new TreeMap<TopicPartition, ReadMark>(
                comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
        // Within a partition records come in the order of their offsets.
        records.forEach(record -> marks.put(
                partition(record),
                new ReadMark(record.topic(), record.partition(), record.offset() + 1, ids.known(record.topic()))));
        return List.copyOf(marks.values());
    }

    private static Duration since(Instant published, Instant now) {
        return published.isBefore(now) ? Duration.between(published, now) : Duration.ZERO;
    }
}
