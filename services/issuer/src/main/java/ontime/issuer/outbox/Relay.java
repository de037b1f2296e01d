package ontime.issuer.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import ontime.events.EventHeaders;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Brings committed events to the broker: at once when their unit of work has committed, and again by a sweep when that
 * did not succeed, because the broker was away or this process was killed in between. An event may be published twice,
 * with the same id; it is never lost.
 */
public final class Relay implements Consumer<List<OutboxEntry>>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final URI SOURCE = URI.create("/ontime/issuer");

    /** An entry that is older was left behind: the usual publication takes milliseconds. */
    private static final Duration LEFT_BEHIND = Duration.ofSeconds(2);

    private static final int SWEPT_AT_ONCE = 500;

    private final Outbox outbox;
    private final KafkaOperations<String, Object> kafka;
    private final InstantSource clock;
    private final ExecutorService senders = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("outbox-", 0).factory());

    /** Handed to the producer by this process and not answered yet: the sweep must not send them a second time. */
    private final Set<Long> onTheirWay = ConcurrentHashMap.newKeySet();

    private final Queue<Long> published = new ConcurrentLinkedQueue<>();

    public Relay(Outbox outbox, KafkaOperations<String, Object> kafka, InstantSource clock) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.clock = clock;
    }

    /** Publishes entries that have just been committed. Does not wait: the caller has its promise already. */
    @Override
    public void accept(List<OutboxEntry> entries) {
        List<OutboxEntry> fresh =
                entries.stream().filter(entry -> onTheirWay.add(entry.id())).toList();
        if (!fresh.isEmpty()) {
            // One thread for all of them: a withdrawal is sent before the request that caused it.
            senders.execute(() -> fresh.forEach(this::send));
        }
    }

    /** Forgets what the broker has. Apart from publishing, because one deletion can serve many events. */
    @Scheduled(fixedDelayString = "${ontime.issuer.outbox.tidy:100ms}")
    void tidy() {
        var ids = new ArrayList<Long>();
        for (Long id = published.poll(); id != null; id = published.poll()) {
            ids.add(id);
        }
        if (ids.isEmpty()) {
            return;
        }
        try {
            outbox.remove(ids);
            ids.forEach(onTheirWay::remove);
        } catch (RuntimeException e) {
            published.addAll(ids);
            throw e;
        }
    }

    /** Publishes what was left behind, by this process or by another. */
    @Scheduled(fixedDelayString = "${ontime.issuer.outbox.sweep:1s}")
    void sweep() {
        List<OutboxEntry> entries = outbox.writtenBefore(clock.instant().minus(LEFT_BEHIND), SWEPT_AT_ONCE).stream()
                .filter(entry -> !onTheirWay.contains(entry.id()))
                .toList();
        if (!entries.isEmpty()) {
            LOG.warn("publishes {} events that were left behind", entries.size());
            accept(entries);
        }
    }

    @Override
    public void close() {
        senders.close();
        tidy();
    }

    private void send(OutboxEntry entry) {
        try {
            var event = EventContent.read(entry);
            var record = new ProducerRecord<String, Object>(entry.topic().topicName(), entry.key(), event);
            EventHeaders.describing(event, entry.eventId(), SOURCE, entry.eventAt())
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            if (entry.traceparent() != null) {
                record.headers()
                        .add(EventHeaders.TRACE_PARENT, entry.traceparent().getBytes(UTF_8));
            }
            var _ = kafka.send(record).whenComplete((sent, failure) -> {
                if (failure == null) {
                    published.add(entry.id());
                } else {
                    leaveToSweep(entry, failure);
                }
            });
        } catch (RuntimeException e) {
            leaveToSweep(entry, e);
        }
    }

    private void leaveToSweep(OutboxEntry entry, Throwable failure) {
        LOG.warn("event {} not published yet, trying again", entry.eventId(), failure);
        onTheirWay.remove(entry.id());
    }
}
