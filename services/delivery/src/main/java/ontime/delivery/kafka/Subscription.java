package ontime.delivery.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one consumer has read of the requests: hands each record on, takes note when it is finished, commits what lies
 * before the oldest unfinished record, and stops fetching while too much is pending.
 *
 * <p>Belongs to the thread that polls; only the completion of a record comes from others.
 */
final class Subscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);
    private static final Duration POLL = Duration.ofMillis(50);

    /** Of a commit and of leaving the group: a broker that is away must not hold up the stop of a worker. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Consumer<byte[], byte[]> consumer;
    private final RequestReader reader;
    private final int pendingMark;
    private final Map<TopicPartition, OffsetLedger> ledgers = new HashMap<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();

    /** The ledger itself tells a record of an earlier assignment from one of the present. */
    private record Finished(OffsetLedger ledger, long offset) {}

    /** @param pendingMark unfinished records at which no more are fetched */
    Subscription(Consumer<byte[], byte[]> consumer, RequestReader reader, int pendingMark) {
        this.consumer = consumer;
        this.reader = reader;
        this.pendingMark = pendingMark;
        consumer.subscribe(List.of(Topic.REQUESTS.topicName()), new Reassignment());
    }

    /**
     * Takes in what has come.
     *
     * @return false when some of it could not be read yet, and comes again at the next call
     */
    boolean takeIn() throws InterruptedException {
        holdOrGoOn();
        var records = consumer.poll(POLL);
        boolean readable = true;
        for (TopicPartition partition : records.partitions()) {
            OffsetLedger ledger = ledgers.computeIfAbsent(partition, p -> new OffsetLedger());
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                // What keeps one record from being read keeps the others too: each try may take a time-out.
                readable = readable && reader.read(record, () -> finished.add(new Finished(ledger, record.offset())));
                if (!readable) {
                    consumer.seek(partition, record.offset());
                    break;
                }
                ledger.read(record.offset());
            }
        }
        return readable;
    }

    void commit() {
        settle();
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        ledgers.forEach((partition, ledger) ->
                ledger.toCommit().ifPresent(position -> positions.put(partition, new OffsetAndMetadata(position))));
        if (positions.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(positions, PATIENCE);
            positions.forEach((partition, position) ->
                    ledgers.computeIfPresent(partition, (same, ledger) -> ledger.committed(position.offset())));
        } catch (RuntimeException e) {
            // Nothing is lost: the next commit says more, and a crash before it repeats what was in flight. What is
            // wrong for good shows at the next poll.
            LOG.warn("could not commit {} positions, trying again", positions.size(), e);
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(PATIENCE));
    }

    private void settle() {
        for (Finished done = finished.poll(); done != null; done = finished.poll()) {
            done.ledger().finished(done.offset());
        }
    }

    private void holdOrGoOn() {
        settle();
        int pending = ledgers.values().stream().mapToInt(OffsetLedger::inFlight).sum();
        if (pending >= pendingMark) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    private final class Reassignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
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
