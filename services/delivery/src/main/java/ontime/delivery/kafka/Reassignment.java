package ontime.delivery.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.delivery.engine.Engine;
import ontime.delivery.engine.Position;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes partitions on and hands them over, as the group says to one consumer. Belongs to the thread that polls, which
 * reads nothing meanwhile.
 */
final class Reassignment implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(Reassignment.class);

    private final Consumer<byte[], byte[]> consumer;
    private final Commits commits;
    private final EngineRoom room;
    private final Duration handOver;
    private final Set<Integer> owned = new HashSet<>();

    /** @param handOver how long calls in flight are waited for when their partitions go to another worker */
    Reassignment(Consumer<byte[], byte[]> consumer, Commits commits, EngineRoom room, Duration handOver) {
        this.consumer = consumer;
        this.commits = commits;
        this.room = room;
        this.handOver = handOver;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
        room.tell(engine -> partitions.forEach(partition -> assign(engine, partition, committed.get(partition))));
        owned.addAll(numbers(partitions));
        share();
        LOG.info("reads {} partitions more, {} in all", partitions.size(), owned.size());
    }

    private static void assign(Engine engine, TopicPartition partition, @Nullable OffsetAndMetadata committed) {
        var position = committed == null
                ? null
                : new Position(partition.partition(), committed.offset(), committed.metadata());
        if (!engine.assigned(partition.partition(), position)) {
            LOG.warn(
                    "what was remembered of {} beside its position cannot be read; what was in flight repeats",
                    partition);
        }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        List<Integer> given = numbers(partitions);
        room.tell(engine -> engine.revoked(given));
        try {
            if (!room.await(engine -> !engine.isBusyWith(given), handOver)) {
                LOG.warn("calls for partitions that go to another worker are still in flight; they may repeat");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        commits.commit();
        release(given);
        share();
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        release(numbers(partitions));
        share();
    }

    /** The consumer has left the group. */
    void releaseAll() {
        release(Set.copyOf(owned));
    }

    private void release(Collection<Integer> partitions) {
        owned.removeAll(partitions);
        room.tell(engine -> engine.released(partitions));
    }

    private void share() {
        if (!owned.isEmpty()) {
            int all = Math.max(
                    owned.size(),
                    consumer.partitionsFor(Topic.REQUESTS.topicName()).size());
            double part = (double) owned.size() / all;
            room.tell(engine -> engine.share(part));
        }
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }
}
