package ontime.delivery.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ontime.delivery.engine.Engine;
import ontime.delivery.engine.Event;
import ontime.delivery.engine.Position;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one consumer reads of the requests: gives each record to the engine, commits what the engine says, and stops
 * fetching while the engine is full. Belongs to the thread that polls.
 */
final class Subscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    /** How long a poll waits for the first record; it returns at once when there is one. */
    private static final Duration POLL = Duration.ofMillis(50);

    /** Of a commit and of leaving the group: a broker that is away must not hold up the stop of a worker. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String TOPIC = Topic.REQUESTS.topicName();

    private final Consumer<byte[], byte[]> consumer;
    private final RequestReader reader;
    private final EngineRoom room;
    private final Patience patience;
    private final InstantSource clock;
    private final Set<Integer> owned = new HashSet<>();
    private boolean committing;

    /** What a record turned out to say. */
    private record Read(int partition, long offset, Event event) {}

    Subscription(
            Consumer<byte[], byte[]> consumer,
            RequestReader reader,
            EngineRoom room,
            Patience patience,
            InstantSource clock) {
        this.consumer = consumer;
        this.reader = reader;
        this.room = room;
        this.patience = patience;
        this.clock = clock;
        consumer.subscribe(List.of(TOPIC), new Reassignment());
    }

    /**
     * Takes in what has come.
     *
     * @return false when some of it could not be read yet, and comes again at the next call
     */
    boolean takeIn() {
        holdOrGoOn();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        var batch = new ArrayList<Read>(records.count());
        Map<Integer, Long> again = new HashMap<>();
        // Outside of the engine's lock: this is the longer part.
        boolean readable = read(records, batch, again);
        room.tell(engine -> {
            take(engine, batch, again);
            engine.timePassed(clock.instant());
        });
        batch.forEach(Subscription::letGo);
        again.forEach((partition, offset) -> consumer.seek(new TopicPartition(TOPIC, partition), offset));
        return readable;
    }

    private boolean read(ConsumerRecords<byte[], byte[]> records, List<Read> batch, Map<Integer, Long> again) {
        boolean readable = true;
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                // What keeps one record from being read keeps the others too: each try may take a time-out.
                Optional<Event> event = readable ? reader.read(record) : Optional.empty();
                if (event.isEmpty()) {
                    readable = false;
                    again.put(partition.partition(), record.offset());
                    break;
                }
                batch.add(new Read(partition.partition(), record.offset(), event.get()));
            }
        }
        return readable;
    }

    /** The engine is not given more than it may hold; what is left of the batch is fetched again. */
    private void take(Engine engine, List<Read> batch, Map<Integer, Long> again) {
        Set<Integer> full = new TreeSet<>();
        Instant now = clock.instant();
        for (Read read : batch) {
            if (full.contains(read.partition())) {
                continue;
            }
            if (engine.isFull()) {
                full.add(read.partition());
                again.put(read.partition(), read.offset());
            } else {
                engine.read(read.partition(), read.offset(), read.event(), now);
            }
        }
    }

    /** What has not begun at once waits, and is kept small meanwhile. */
    private static void letGo(Read read) {
        if (read.event() instanceof Event.Requested(var request)
                && request.content() instanceof ReceivedRecord record) {
            record.letEventGo();
        }
    }

    private void holdOrGoOn() {
        if (room.ask(Engine::isFull)) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty() && room.ask(Engine::hasRoomAgain)) {
            consumer.resume(consumer.paused());
        }
    }

    /** Commits in the background; what fails is part of the next commit. */
    void commitSoon() {
        if (committing) {
            return;
        }
        List<Position> positions = room.ask(Engine::toCommit);
        if (positions.isEmpty()) {
            return;
        }
        committing = true;
        consumer.commitAsync(offsets(positions), (offsets, failure) -> {
            committing = false;
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
                new TopicPartition(TOPIC, position.partition()),
                new OffsetAndMetadata(position.offset(), position.metadata())));
        return offsets;
    }

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(PATIENCE));
        } finally {
            release(Set.copyOf(owned));
        }
    }

    private void release(Collection<Integer> partitions) {
        owned.removeAll(partitions);
        room.tell(engine -> engine.released(partitions));
    }

    private static List<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).toList();
    }

    private final class Reassignment implements ConsumerRebalanceListener {

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(Set.copyOf(partitions));
            room.tell(engine -> partitions.forEach(partition -> assign(engine, partition, committed.get(partition))));
            owned.addAll(numbers(partitions));
            share();
            LOG.info("reads {} partitions more, {} in all", partitions.size(), owned.size());
        }

        private void assign(Engine engine, TopicPartition partition, @Nullable OffsetAndMetadata committed) {
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
                if (!room.await(engine -> !engine.isBusyWith(given), patience.handOver())) {
                    LOG.warn("calls for partitions that go to another worker are still in flight; they may repeat");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            commit();
            release(given);
            share();
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            release(numbers(partitions));
            share();
        }

        private void share() {
            if (!owned.isEmpty()) {
                int all = Math.max(owned.size(), consumer.partitionsFor(TOPIC).size());
                double part = (double) owned.size() / all;
                room.tell(engine -> engine.share(part));
            }
        }
    }
}
