package ontime.history.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import ontime.events.Topic;
import ontime.events.TraceParent;
import ontime.history.projection.Journal;
import ontime.history.projection.ReadMark;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Reads {@code otp.accounts}, one event after the other: they are few. What is wrong with a single record concerns that
 * record only, which becomes a dead letter; whatever else is wrong is thrown, and the batch is tried again until it
 * passes.
 */
final class AccountProjection implements BatchMessageListener<byte[], byte[]> {

    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final AccountEvents events;
    private final Journal journal;
    private final DeadLetters deadLetters;
    private final TopicIds ids;
    private final EventSpans spans;
    private final InstantSource clock;

    AccountProjection(
            AccountEvents events,
            Journal journal,
            DeadLetters deadLetters,
            TopicIds ids,
            EventSpans spans,
            InstantSource clock) {
        this.events = events;
        this.journal = journal;
        this.deadLetters = deadLetters;
        this.ids = ids;
        this.spans = spans;
        this.clock = clock;
    }

    /** What is wrong with one record. */
    private record Flaw(ConsumerRecord<byte[], byte[]> record, String reason) {}

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var flaws = new ArrayList<Flaw>();
        var marks = new TreeMap<Integer, ReadMark>();
        var told = new ArrayList<Runnable>();
        for (var record : records) {
            var begun = clock.instant();
            boolean taken = take(record, flaws);
            var ended = clock.instant();
            told.add(() -> spans.tell(record.topic(), TraceParent.of(record.headers()), begun, ended, !taken));
            marks.put(
                    record.partition(),
                    new ReadMark(record.topic(), record.partition(), record.offset() + 1, ids.known(record.topic())));
        }
        // Last, so that a batch that is tried again for an hour leaves each of them once.
        flaws.forEach(flaw -> deadLetters.keep(flaw.record, flaw.reason));
        journal.add(List.of(), List.copyOf(marks.values()));
        // After all of it, so that a batch that is tried again is told once.
        told.forEach(Runnable::run);
    }

    private boolean take(ConsumerRecord<byte[], byte[]> record, List<Flaw> flaws) {
        try {
            events.take(record);
            return true;
        } catch (UnreadableEvent e) {
            flaws.add(new Flaw(record, Objects.requireNonNull(e.getMessage())));
        } catch (DataIntegrityViolationException e) {
            flaws.add(new Flaw(record, "the database refuses it"));
        }
        return false;
    }

    /** Takes in all that the topic holds, once more. What cannot be read is a dead letter already. */
    void replay(Consumer<byte[], byte[]> consumer) {
        var partitions = consumer.partitionsFor(Topic.ACCOUNTS.topicName()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(PATIENCE).forEach(record -> take(record, new ArrayList<>()));
        }
    }
}
