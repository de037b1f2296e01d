package ontime.delivery.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ontime.delivery.engine.Engine;
import ontime.delivery.engine.Position;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits what the engine says, by one consumer. Belongs to the thread that polls. */
final class Commits {

    /** Of a commit that is waited for, and of leaving the group: a broker that is away must not hold up a stop. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

    private final Consumer<byte[], byte[]> consumer;
    private final EngineRoom room;
    private boolean onItsWay;

    Commits(Consumer<byte[], byte[]> consumer, EngineRoom room) {
        this.consumer = consumer;
        this.room = room;
    }

    /** Commits in the background; what fails is part of the next commit. */
    void commitSoon() {
        if (onItsWay) {
            return;
        }
        List<Position> positions = room.ask(Engine::toCommit);
        if (positions.isEmpty()) {
            return;
        }
        onItsWay = true;
        consumer.commitAsync(offsets(positions), (offsets, failure) -> {
            onItsWay = false;
            if (failure != null) {
                notCommitted(positions, failure);
            }
        });
    }

    /** Commits and waits until it is done. */
    void commit() {
        List<Position> positions = room.ask(Engine::toCommit);
        if (positions.isEmpty()) {
            return;
        }
        try {
            consumer.commitSync(offsets(positions), PATIENCE);
        } catch (RuntimeException e) {
            notCommitted(positions, e);
        }
    }

    /** Nothing is lost: the next commit says more, and a crash before it repeats what was in flight. */
    private void notCommitted(List<Position> positions, Exception failure) {
        LOG.warn("could not commit {} positions, trying again", positions.size(), failure);
        room.tell(engine -> engine.notCommitted(positions));
    }

    private static Map<TopicPartition, OffsetAndMetadata> offsets(List<Position> positions) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        positions.forEach(position -> offsets.put(
                new TopicPartition(Topic.REQUESTS.topicName(), position.partition()),
                new OffsetAndMetadata(position.offset(), position.metadata())));
        return offsets;
    }
}
