package ontime.issuer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import ontime.events.EventHeaders;
import ontime.events.TraceParent;
import ontime.tracing.Records;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Brings committed events to the broker: at once when their unit of work has committed, and again by a sweep when that
 * did not succeed, because the broker was away or a process was killed in between. An event may be published twice,
 * with the same id; it is never lost.
 *
 * <p>Events of one key that this process wrote are published one after the other, in the order of their commits.
 */
public final class Relay implements Consumer<List<OutboxEntry>>, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final URI SOURCE = URI.create("/ontime/issuer");

    /** Longer than one publication can take, see delivery.timeout.ms: two replicas should not publish the same. */
    private static final Duration LEASE = Duration.ofSeconds(45);

    /** Who has failed stands back for so long: another replica may be luckier. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    /** A newer replica may be able to read what this one cannot; somebody may repair it. */
    private static final Duration UNTIL_NEXT_LOOK_AT_UNREADABLE = Duration.ofMinutes(10);

    private static final int MOST_SWEPT_AT_ONCE = 500;

    private final Outbox outbox;
    private final KafkaOperations<String, Object> kafka;
    private final Spans spans;
    private final InstantSource clock;
    private final Duration patience;
    private final ExecutorService senders = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("outbox-", 0).factory());

    /** In the hands of this process: its own sweep must not send them a second time. */
    private final Set<Long> onTheirWay = ConcurrentHashMap.newKeySet();

    /** Of each key, the publication that was begun last: the next one waits for it. */
    private final ConcurrentMap<String, CompletableFuture<Void>> lastOfKey = new ConcurrentHashMap<>();

    private final Queue<Long> published = new ConcurrentLinkedQueue<>();

    private volatile Instant sweepsAgain = Instant.MIN;
    private volatile boolean running;

    /** @param patience how long a shutdown waits for the broker to answer what is on its way */
    public Relay(
            Outbox outbox, KafkaOperations<String, Object> kafka, Spans spans, InstantSource clock, Duration patience) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.spans = spans;
        this.clock = clock;
        this.patience = patience;
    }

    /** Publishes entries that have just been committed. Does not wait: the caller has its promise already. */
    @Override
    public void accept(List<OutboxEntry> entries) {
        entries.stream()
                .filter(entry -> onTheirWay.add(entry.id()))
                .collect(groupingBy(OutboxEntry::key, LinkedHashMap::new, Collectors.toList()))
                .values()
                .forEach(this::start);
    }

    private void start(List<OutboxEntry> ofOneKey) {
        String key = ofOneKey.getFirst().key();
        try {
            CompletableFuture<Void> publication = lastOfKey.compute(
                    key,
                    (_, last) -> (last == null ? CompletableFuture.<Void>completedFuture(null) : last)
                            .thenRunAsync(() -> publish(ofOneKey), senders));
            var _ = publication.whenComplete((_, _) -> lastOfKey.remove(key, publication));
        } catch (RejectedExecutionException e) {
            // Shutting down. They are committed: another replica or the next start finds them.
            ofOneKey.forEach(entry -> onTheirWay.remove(entry.id()));
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
            LOG.warn("{} published events stay in the outbox for now: {}", ids.size(), e.getMessage());
        }
    }

    /** Publishes what was left behind, by this process or by another. */
    @Scheduled(fixedDelayString = "${ontime.issuer.outbox.sweep:1s}")
    void sweep() {
        Instant now = clock.instant();
        int room = MOST_SWEPT_AT_ONCE - onTheirWay.size();
        if (room <= 0 || now.isBefore(sweepsAgain)) {
            return;
        }
        try {
            List<OutboxEntry> entries = outbox.claim(now, now.plus(LEASE), room);
            if (!entries.isEmpty()) {
                LOG.info("publishing {} events that were left behind", entries.size());
                accept(entries);
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot look for events that were left behind: {}", e.getMessage());
        }
    }

    @Override
    public void start() {
        running = true;
    }

    /** Takes no more, and waits for what is on its way. What the broker does not answer in time is left to a sweep. */
    @Override
    public void stop() {
        running = false;
        senders.shutdown();
        try {
            if (!senders.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("leaves {} events in the outbox: the broker does not answer", onTheirWay.size());
                senders.shutdownNow();
            }
        } catch (InterruptedException e) {
            senders.shutdownNow();
            Thread.currentThread().interrupt();
        }
        tidy();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server, which still takes requests, and before the producer, which is needed until then. */
    @Override
    public int getPhase() {
        return 0;
    }

    private void publish(List<OutboxEntry> ofOneKey) {
        for (int next = 0; next < ofOneKey.size(); next++) {
            OutboxEntry entry = ofOneKey.get(next);
            try {
                send(entry);
                published.add(entry.id());
            } catch (UnreadableEventException e) {
                LOG.error("{}; it stays in the outbox and needs somebody's attention", e.getMessage());
                leave(List.of(entry), clock.instant().plus(UNTIL_NEXT_LOOK_AT_UNREADABLE));
            } catch (RuntimeException e) {
                // Those behind it wait as well: an order that is kept is easier to reason about than one that is not.
                List<OutboxEntry> rest = ofOneKey.subList(next, ofOneKey.size());
                LOG.warn("trying {} events again, {}: {}", rest.size(), entry, reason(e));
                Instant now = clock.instant();
                sweepsAgain = now.plus(PAUSE_AFTER_FAILURE);
                leave(rest, now);
                return;
            }
        }
    }

    private void send(OutboxEntry entry) throws UnreadableEventException {
        TraceParent parent = TraceParent.of(entry.traceparent());
        if (parent == null || !spans.tell(parent)) {
            kafka.send(message(entry, entry.traceparent())).join();
            return;
        }
        Span sending = Records.sending(spans, entry.topic(), entry.eventId(), parent, clock.instant());
        try {
            kafka.send(message(entry, sending.context().toString())).join();
        } catch (RuntimeException e) {
            sending.failed(e.getClass().getSimpleName());
            throw e;
        } finally {
            sending.end(clock.instant());
        }
    }

    private static ProducerRecord<String, Object> message(OutboxEntry entry, @Nullable String traceparent)
            throws UnreadableEventException {
        SpecificRecord event = EventContent.read(entry);
        var message = new ProducerRecord<String, Object>(entry.topic(), entry.key(), event);
        EventHeaders.describing(event, entry.eventId(), SOURCE, entry.eventAt())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        if (traceparent != null) {
            message.headers().add(EventHeaders.TRACE_PARENT, traceparent.getBytes(UTF_8));
        }
        return message;
    }

    /** The kind of failure alone: messages of the client's exceptions may print the record. */
    private static String reason(RuntimeException e) {
        Throwable told = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        Throwable cause = told.getCause();
        return told.getClass().getSimpleName()
                + (cause == null ? "" : ", " + cause.getClass().getSimpleName());
    }

    private void leave(List<OutboxEntry> entries, Instant due) {
        List<Long> ids = entries.stream().map(OutboxEntry::id).toList();
        try {
            outbox.postpone(ids, due);
        } catch (RuntimeException e) {
            // Then the lease has to run out.
            LOG.warn("cannot say in the outbox when to try again: {}", e.getMessage());
        } finally {
            ids.forEach(onTheirWay::remove);
        }
    }
}
