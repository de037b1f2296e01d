package ontime.issuer.kafka;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ontime.events.Topic;
import ontime.issuer.challenge.Hearing;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares how far {@code otp.receipts} is written with how far the group of all replicas has handled it. So a replica
 * that was away, or that the broker was away for, takes nobody for unheard whose receipt lies there.
 */
final class ReceiptsHeard implements Hearing, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptsHeard.class);
    private static final long PATIENCE_SECONDS = 2;

    private final Admin broker;
    private final String group;
    private final InstantSource clock;

    private Instant heard = Instant.MIN;
    private @Nullable Written waitedFor;

    /** How far the topic was written at an instant: the offset of the next record by partition. */
    private record Written(Instant at, Map<TopicPartition, Long> ends) {}

    ReceiptsHeard(Admin broker, String group, InstantSource clock) {
        this.broker = broker;
        this.group = group;
        this.clock = clock;
    }

    @Override
    public synchronized Instant upTo() {
        try {
            if (waitedFor == null || isHandled(waitedFor)) {
                heard = waitedFor == null ? heard : waitedFor.at;
                Written written = written();
                boolean all = isHandled(written);
                heard = all ? written.at : heard;
                // While receipts keep coming there is always one that is not handled yet: so these are waited for.
                waitedFor = all ? null : written;
            }
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the broker does not say how far receipts were read: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return heard;
    }

    private Written written() throws ExecutionException, TimeoutException, InterruptedException {
        // Taken before it is looked: what was written by then is among what is found.
        Instant at = clock.instant();
        return new Written(at, offsets(OffsetSpec.latest()));
    }

    private Map<TopicPartition, Long> offsets(OffsetSpec where)
            throws ExecutionException, TimeoutException, InterruptedException {
        var topics = broker.describeTopics(List.of(Topic.RECEIPTS.topicName()))
                .allTopicNames()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        var asked = new HashMap<TopicPartition, OffsetSpec>();
        topics.forEach((name, topic) ->
                topic.partitions().forEach(one -> asked.put(new TopicPartition(name, one.partition()), where)));
        var offsets = new HashMap<TopicPartition, Long>();
        broker.listOffsets(asked)
                .all()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .forEach((partition, found) -> offsets.put(partition, found.offset()));
        return offsets;
    }

    private boolean isHandled(Written written) throws ExecutionException, TimeoutException, InterruptedException {
        var committed = broker.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        var begins = offsets(OffsetSpec.earliest());
        return written.ends.entrySet().stream().allMatch(partition -> {
            var handled = committed.get(partition.getKey());
            // Nothing is committed of a partition that nothing was ever read from.
            long next = handled == null ? begins.getOrDefault(partition.getKey(), 0L) : handled.offset();
            return next >= partition.getValue();
        });
    }

    @Override
    public void close() {
        broker.close();
    }
}
