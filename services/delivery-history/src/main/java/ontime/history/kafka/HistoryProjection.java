package ontime.history.kafka;

import static java.util.Comparator.comparing;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;
import ontime.history.projection.Journal;
import ontime.history.projection.ReadMark;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Projects batches of records into the fact log. What is wrong with a single record concerns that record only; what is
 * wrong with the database, the registry or the broker is thrown, and the whole batch is tried again until it passes.
 * Trying again is safe: facts are added idempotently, and dead letters are written after them.
 */
final class HistoryProjection implements BatchMessageListener<byte[], byte[]> {

    /** What is wrong with one record. */
    private record Flaw(ConsumerRecord<byte[], byte[]> record, String reason) {}

    private record ReadRecord(ConsumerRecord<byte[], byte[]> record, Published fact) {}

    private final EventReader reader;
    private final Journal journal;
    private final DeadLetters deadLetters;
    private final TopicIds ids;
    private final InstantSource clock;
    private final Timer lag;

    HistoryProjection(
            EventReader reader,
            Journal journal,
            DeadLetters deadLetters,
            TopicIds ids,
            InstantSource clock,
            MeterRegistry meters) {
        this.reader = reader;
        this.journal = journal;
        this.deadLetters = deadLetters;
        this.ids = ids;
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
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var flaws = new ArrayList<Flaw>();
        var readable = new ArrayList<ReadRecord>();
        for (var record : records) {
            try {
                reader.read(record).ifPresent(fact -> readable.add(new ReadRecord(record, fact)));
            } catch (UnreadableEvent e) {
                flaws.add(new Flaw(record, Objects.requireNonNull(e.getMessage())));
            }
        }
        store(readable, flaws, marks(records));
        var now = clock.instant();
        readable.forEach(one -> lag.record(since(one.fact.publishedAt(), now)));
    }

    /**
     * Facts and marks are one transaction. Only where there are dead letters the marks come after these: a crash in
     * between may write a dead letter twice, and loses none.
     */
    private void store(List<ReadRecord> batch, List<Flaw> flaws, List<ReadMark> marks) {
        if (flaws.isEmpty()) {
            try {
                journal.add(facts(batch), marks);
                return;
            } catch (FactsRefused e) {
                // The part of it that can be kept is found below.
            }
        }
        store(batch, flaws);
        flaws.forEach(flaw -> deadLetters.keep(flaw.record, flaw.reason));
        journal.add(List.of(), marks);
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
                new TopicPartition(record.topic(), record.partition()),
                new ReadMark(record.topic(), record.partition(), record.offset() + 1, ids.known(record.topic()))));
        return List.copyOf(marks.values());
    }

    private static Duration since(Instant published, Instant now) {
        return published.isBefore(now) ? Duration.between(published, now) : Duration.ZERO;
    }
}
