package ontime.directory.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import ontime.events.ContactApplied;
import ontime.events.DeadLetter;
import ontime.events.EventHeaders;
import ontime.events.Topic;
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

/**
 * Brings committed events to the broker: at once when their unit of work has committed, and again when that did not
 * succeed, because the broker was away or a process was killed in between. An event may be published twice, with the
 * same id; it is never lost.
 *
 * <p>Unlike the issuer's, which lets every replica publish what it has written itself, one publishes at a time and in
 * the order of the commits: on a compacted topic the last record of a key is the one that stays, so that an older state
 * must never follow a newer one.
 */
public final class Relay implements Runnable, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final URI SOURCE = URI.create("/ontime/directory");

    private static final int AT_ONCE = 1_000;
    private static final long MILLIS_BETWEEN_LOOKS = 1_000;
    private static final long MILLIS_WHILE_BUSY = 20;
    private static final long MILLIS_TO_STOP = 10_000;

    private final Outbox outbox;
    private final KafkaOperations<String, Object> kafka;
    private final Spans spans;
    private final InstantSource clock;
    private final Semaphore wake = new Semaphore(0);

    private volatile boolean running;
    private @Nullable Thread thread;

    public Relay(Outbox outbox, KafkaOperations<String, Object> kafka, Spans spans, InstantSource clock) {
        this.outbox = outbox;
        this.kafka = kafka;
        this.spans = spans;
        this.clock = clock;
    }

    /** There may be something to publish. Does not wait. */
    @Override
    public void run() {
        wake.release();
    }

    private void work() {
        long pause = 0;
        while (running) {
            try {
                if (wake.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
                    wake.drainPermits();
                }
            } catch (InterruptedException e) {
                return;
            }
            pause = pass();
        }
    }

    /** Gives for how many milliseconds to wait, unless somebody wakes the relay. */
    private long pass() {
        try {
            return switch (outbox.pass(AT_ONCE, this::publish)) {
                case MORE -> 0;
                case BUSY -> MILLIS_WHILE_BUSY;
                case ALL, NOTHING, FAILED -> MILLIS_BETWEEN_LOOKS;
            };
        } catch (RuntimeException e) {
            if (running) {
                LOG.warn("cannot look for events to publish: {}", e.getClass().getSimpleName());
            }
            return MILLIS_BETWEEN_LOOKS;
        }
    }

    /** Those that the broker has. Of a key of which one failed, none that follow count: they are published again. */
    private Collection<Long> publish(List<OutboxEntry> entries) {
        var sent = new ArrayList<CompletableFuture<?>>(entries.size());
        for (var entry : entries) {
            sent.add(send(entry));
            if (isAway(sent.getLast())) {
                // Each further one would wait for the broker in vain, and hold the outbox meanwhile.
                break;
            }
        }
        var published = new ArrayList<Long>(entries.size());
        Set<String> behind = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            OutboxEntry entry = entries.get(i);
            try {
                sent.get(i).join();
                if (!behind.contains(entry.key())) {
                    published.add(entry.id());
                }
            } catch (RuntimeException e) {
                behind.add(entry.key());
                LOG.warn("trying {} again: {}", entry, reason(e));
            }
        }
        return published;
    }

    private static boolean isAway(CompletableFuture<?> sent) {
        return sent.isCompletedExceptionally() && !(sent.exceptionNow() instanceof UnreadableEventException);
    }

    private CompletableFuture<?> send(OutboxEntry entry) {
        TraceParent parent = TraceParent.of(entry.traceparent());
        if (parent == null || !spans.tell(parent)) {
            return send(entry, entry.traceparent());
        }
        Span sending = Records.sending(spans, entry.topic(), entry.eventId(), parent, clock.instant());
        var sent = send(entry, sending.context().toString());
        var _ = sent.whenComplete((_, failure) -> {
            if (failure != null) {
                sending.failed(failure.getClass().getSimpleName());
            }
            sending.end(clock.instant());
        });
        return sent;
    }

    private CompletableFuture<?> send(OutboxEntry entry, @Nullable String traceparent) {
        try {
            return kafka.send(message(entry, traceparent));
        } catch (UnreadableEventException e) {
            LOG.error("{} {}; it stays in the outbox and needs somebody's attention", entry, e.getMessage());
            return CompletableFuture.failedFuture(e);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static ProducerRecord<String, Object> message(OutboxEntry entry, @Nullable String traceparent)
            throws UnreadableEventException {
        var message = described(entry);
        if (traceparent != null) {
            message.headers().add(EventHeaders.TRACE_PARENT, traceparent.getBytes(UTF_8));
        }
        return message;
    }

    private static ProducerRecord<String, Object> described(OutboxEntry entry) throws UnreadableEventException {
        if (entry.eventType() == null || entry.content() == null) {
            var tombstone = new ProducerRecord<String, Object>(entry.topic(), entry.key(), null);
            EventHeaders.describingNothing(entry.eventId(), SOURCE, entry.eventAt())
                    .forEach((name, value) -> tombstone.headers().add(name, value.getBytes(UTF_8)));
            return tombstone;
        }
        SpecificRecord event = EventContent.read(entry.eventType(), entry.content());
        var message = new ProducerRecord<String, Object>(entry.topic(), entry.key(), event);
        EventHeaders.describing(event, entry.eventId(), SOURCE, entry.eventAt())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        if (entry.topic().endsWith(Topic.DEAD_LETTER_SUFFIX) && event instanceof ContactApplied given) {
            letter(given).forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        }
        return message;
    }

    /** What could not be brought to a store outside, with the headers that every dead letter has. */
    private static Map<String, String> letter(ContactApplied given) {
        return Map.of(
                DeadLetter.REASON,
                given.getFollower() + ": " + given.getDetail(),
                DeadLetter.CONSUMER,
                "directory",
                DeadLetter.TOPIC,
                Topic.ACCOUNTS.topicName());
    }

    /** The kind of failure alone: messages of the client's exceptions may print the record. */
    private static String reason(RuntimeException e) {
        Throwable told = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        Throwable cause = told.getCause();
        return told.getClass().getSimpleName()
                + (cause == null ? "" : ", " + cause.getClass().getSimpleName());
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("outbox").start(this::work);
    }

    /** What is on its way is waited for; what the broker does not answer in time is published again by somebody. */
    @Override
    public void stop() {
        running = false;
        Thread worker = thread;
        wake.release();
        if (worker != null) {
            try {
                if (!worker.join(Duration.ofMillis(MILLIS_TO_STOP))) {
                    worker.interrupt();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
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
}
