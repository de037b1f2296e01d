package ontime.bench.baseline;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.TimeUnit;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Reads requests apart from sending them, hands them out in the order of arrival, commits what has ended. */
final class Arrivals implements Runnable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final long BETWEEN_COMMITS = TimeUnit.MILLISECONDS.toNanos(500);

    private final KafkaConsumer<String, Object> consumer;
    private final int mark;
    private final PriorityBlockingQueue<Waiting> waiting = new PriorityBlockingQueue<>();
    private final ConcurrentMap<String, Long> newestOfUser = new ConcurrentHashMap<>();
    private final ConcurrentMap<TopicPartition, Unfinished> unfinished = new ConcurrentHashMap<>();
    private long arrived;
    private long nextCommit = System.nanoTime();

    /** @param mark how many may wait before reading pauses */
    Arrivals(Map<String, Object> settings, String topic, int mark) {
        this.consumer = new KafkaConsumer<>(settings);
        this.mark = mark;
        consumer.subscribe(List.of(topic));
    }

    @Override
    public void run() {
        while (true) {
            if (waiting.size() >= mark) {
                consumer.pause(consumer.assignment());
            } else {
                consumer.resume(consumer.paused());
            }
            consumer.poll(POLL).forEach(this::note);
            commit();
        }
    }

    Waiting take() throws InterruptedException {
        return waiting.take();
    }

    /** Back to the place that it had. */
    void putBack(Waiting unsent) {
        waiting.add(unsent);
    }

    void finished(Waiting ended) {
        var open = unfinished.get(ended.partition());
        if (open != null) {
            open.finished(ended.offset());
        }
    }

    boolean isSuperseded(OtpRequested request) {
        return newestOfUser.getOrDefault(request.getUserId(), 0L) > request.getSequence();
    }

    private void note(ConsumerRecord<String, Object> record) {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (record.value() instanceof OtpRequested request) {
            newestOfUser.merge(request.getUserId(), request.getSequence(), Math::max);
            unfinished.computeIfAbsent(partition, p -> new Unfinished()).read(record.offset());
            waiting.add(new Waiting(arrived++, partition, record.offset(), request));
        }
    }

    private void commit() {
        if (System.nanoTime() - nextCommit < 0) {
            return;
        }
        nextCommit = System.nanoTime() + BETWEEN_COMMITS;
        var positions = new HashMap<TopicPartition, OffsetAndMetadata>();
        unfinished.forEach((partition, open) -> {
            Optional<Long> position = open.position();
            position.ifPresent(offset -> positions.put(partition, new OffsetAndMetadata(offset)));
        });
        consumer.commitAsync(positions, null);
    }
}
