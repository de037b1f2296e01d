package ontime.delivery.kafka;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads requests as fast as they come, apart from sending them: hands each record on, takes note when it is finished,
 * commits what lies before the oldest unfinished record, and stops fetching while too much is pending.
 *
 * <p>All of it runs on one thread; only {@link #stop} and the completion of a record come from others.
 */
final class Intake implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration BETWEEN_COMMITS = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final RequestReader reader;
    private final int pendingMark;
    private final InstantSource clock;

    private final Map<TopicPartition, OffsetLedger> ledgers = new HashMap<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private volatile int pending;
    private long nextCommitAt;

    /** The ledger itself tells a record of an earlier assignment from one of the present. */
    private record Finished(OffsetLedger ledger, long offset) {}

    /** @param pendingMark unfinished records at which no more are fetched */
    Intake(Consumer<byte[], byte[]> consumer, RequestReader reader, int pendingMark, InstantSource clock) {
        this.consumer = consumer;
        this.reader = reader;
        this.pendingMark = pendingMark;
        this.clock = clock;
    }

    /** Records that were read and are not finished. */
    int pending() {
        return pending;
    }

    void stop() {
        stopped = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        try {
            consumer.subscribe(List.of(Topic.REQUESTS.topicName()), new Reassignment());
            while (!stopped) {
                takeIn();
                settle();
                if (clock.millis() >= nextCommitAt) {
                    commit();
                    nextCommitAt = clock.millis() + BETWEEN_COMMITS.toMillis();
                }
                holdOrGoOn();
            }
        } catch (WakeupException e) {
            LOG.debug("woken up to stop");
        } finally {
            reader.finishInFlight();
            settle();
            commit();
            consumer.close();
        }
    }

    private void takeIn() {
        var records = consumer.poll(POLL);
        for (TopicPartition partition : records.partitions()) {
            OffsetLedger ledger = ledgers.computeIfAbsent(partition, p -> new OffsetLedger());
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (!reader.read(record, () -> finished.add(new Finished(ledger, record.offset())))) {
                    // Neither readable nor hopeless now: this record and what follows it are fetched again.
                    consumer.seek(partition, record.offset());
                    break;
                }
                ledger.read(record.offset());
            }
        }
    }

    private void settle() {
        for (Finished done = finished.poll(); done != null; done = finished.poll()) {
            done.ledger().finished(done.offset());
        }
        pending = ledgers.values().stream().mapToInt(OffsetLedger::inFlight).sum();
    }

    private void commit() {
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        ledgers.forEach((partition, ledger) ->
                ledger.toCommit().ifPresent(position -> positions.put(partition, new OffsetAndMetadata(position))));
        if (positions.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(positions);
            positions.forEach((partition, position) ->
                    ledgers.computeIfPresent(partition, (same, ledger) -> ledger.committed(position.offset())));
        } catch (RuntimeException e) {
            // Nothing is lost: the next commit says more, and a crash before it repeats what was in flight.
            LOG.warn("could not commit {} positions, trying again", positions.size(), e);
        }
    }

    private void holdOrGoOn() {
        if (pending >= pendingMark) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    private final class Reassignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            settle();
            commit();
            partitions.forEach(ledgers::remove);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            partitions.forEach(ledgers::remove);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            LOG.info("reads {} partitions more", partitions.size());
        }
    }
}
