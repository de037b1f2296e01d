package ontime.delivery.kafka;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ontime.delivery.engine.Engine;
import ontime.delivery.engine.Event;
import ontime.events.Topic;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What one consumer reads of the requests: gives each record to the engine, and stops fetching while the engine is
 * full. Belongs to the thread that polls.
 */
final class Subscription implements AutoCloseable {

    /** How long a poll waits for the first record; it returns at once when there is one. */
    private static final Duration POLL = Duration.ofMillis(50);

    private static final String TOPIC = Topic.REQUESTS.topicName();

    private final Consumer<byte[], byte[]> consumer;
    private final RequestReader reader;
    private final EngineRoom room;
    private final InstantSource clock;
    private final Commits commits;
    private final Reassignment reassignment;

    /** What a record turned out to say. */
    private record Read(int partition, long offset, Event event) {}

    /** @param handOver how long calls in flight are waited for when their partitions go to another worker */
    Subscription(
            Consumer<byte[], byte[]> consumer,
            RequestReader reader,
            EngineRoom room,
            Duration handOver,
            InstantSource clock) {
        this.consumer = consumer;
        this.reader = reader;
        this.room = room;
        this.clock = clock;
        this.commits = new Commits(consumer, room);
        this.reassignment = new Reassignment(consumer, commits, room, handOver);
        consumer.subscribe(List.of(TOPIC), reassignment);
    }

    Commits commits() {
        return commits;
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

    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(Commits.PATIENCE));
        } finally {
            reassignment.releaseAll();
        }
    }
}
