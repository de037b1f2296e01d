package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.engine.Delivery;
import ontime.delivery.engine.Letter;
import ontime.delivery.engine.Report;
import ontime.delivery.kafka.DeliverySpans.Course;
import ontime.events.DeadLetter;
import ontime.events.DeliveryReceipt;
import ontime.events.EventHeaders;
import ontime.events.OtpRequested;
import ontime.events.Topic;
import ontime.events.TraceParent;
import ontime.tracing.EventLog;
import ontime.tracing.Present;
import ontime.tracing.Span;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Publishes receipts and dead letters, in the order that they were given. One thread hands them to the producers, which
 * may hold it up while the broker is away; nobody waits for what they answer, they tell the engine.
 */
final class Publisher {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final Duration BETWEEN_WARNINGS = Duration.ofSeconds(10);
    private static final Duration PATIENCE_AT_STOP = Duration.ofSeconds(1);

    private final KafkaOperations<String, Object> receipts;
    private final Producer<byte[], byte[]> letters;
    private final String worker;
    private final URI source;
    private final EventDecoder decoder;
    private final DeliveryMetrics metrics;
    private final DeliverySpans spans;
    private final EngineRoom room;
    private final InstantSource clock;
    private final BlockingQueue<Task> toDo = new LinkedBlockingQueue<>();
    private volatile boolean stopped;
    private volatile Instant nextWarning = Instant.MIN;
    private final Thread thread = Thread.ofPlatform().name("publisher").daemon().unstarted(this::work);

    private record Task(Runnable work, Consumer<Throwable> orElse) {}

    /** @param worker the name of the worker */
    Publisher(
            KafkaOperations<String, Object> receipts,
            Producer<byte[], byte[]> letters,
            String worker,
            EventDecoder decoder,
            DeliveryMetrics metrics,
            DeliverySpans spans,
            EngineRoom room,
            InstantSource clock) {
        this.receipts = receipts;
        this.letters = letters;
        this.worker = worker;
        this.source = URI.create("/ontime/" + worker);
        this.decoder = decoder;
        this.metrics = metrics;
        this.spans = spans;
        this.room = room;
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    /** Does what it was given, as long as that does not take long: some of it is how deliveries were left. */
    void stop() {
        stopped = true;
        toDo.add(new Task(() -> {}, _ -> {}));
        try {
            if (!thread.join(PATIENCE_AT_STOP)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    /** Returns at once. */
    void publish(Report report) {
        var record = (ReceivedRecord) report.delivery().request().content();
        // Taken now, as long as the call that has just ended holds it.
        OtpRequested atHand = record.event();
        toDo.add(new Task(() -> publish(report, record, atHand), failure -> notPublished(report, failure)));
    }

    /** Returns at once. */
    void keep(Letter letter) {
        toDo.add(new Task(() -> send(letter), failure -> notKept(letter, failure)));
    }

    /** Returns at once. Behind the receipts of the delivery, which begin what is ended here. */
    void leave(Delivery delivery, int attempts) {
        var record = (ReceivedRecord) delivery.request().content();
        Instant now = clock.instant();
        toDo.add(new Task(
                () -> DeliverySpans.left(record, attempts, now),
                failure -> warn("a delivery that was left could not be told as such", failure)));
    }

    private void work() {
        try {
            while (!stopped || !toDo.isEmpty()) {
                run(toDo.take());
            }
        } catch (InterruptedException e) {
            // The worker has stopped, and something took too long.
        }
    }

    private void publish(Report report, ReceivedRecord record, @Nullable OtpRequested atHand) {
        OtpRequested request = atHand != null ? atHand : decoder.request(record);
        DeliveryReceipt receipt = ReceiptWriter.write(report, request, record);
        TraceParent trace = DeliverySpans.trace(record);
        Course course = spans.course(receipt, record, trace);
        Span sending = course == null ? null : spans.sending(course, receipt, clock.instant());
        var message = message(receipt, sending == null ? trace : sending.context());
        var _ = receipts.send(message).whenComplete((sent, failure) -> {
            if (sending != null) {
                end(sending, failure);
            }
            if (failure == null) {
                published(report, receipt, request.getRequestedAt(), course);
                EventLog.write(receipt, trace);
            } else {
                notPublished(report, failure);
            }
        });
    }

    private void end(Span sending, @Nullable Throwable failure) {
        if (failure != null) {
            sending.failed(failure.getClass().getSimpleName());
        }
        sending.end(clock.instant());
    }

    private void published(Report report, DeliveryReceipt receipt, Instant requestedAt, @Nullable Course course) {
        try {
            if (course == null) {
                metrics.told(receipt, requestedAt);
            } else {
                spans.told(course, receipt);
                Present.during(course.context(), () -> metrics.told(receipt, requestedAt));
            }
        } finally {
            room.tell(engine -> engine.published(report, clock.instant()));
        }
    }

    private void notPublished(Report report, Throwable failure) {
        warn("a receipt could not be published yet, trying again", failure);
        room.tell(engine -> engine.notPublished(report, clock.instant()));
    }

    private ProducerRecord<String, Object> message(DeliveryReceipt receipt, @Nullable TraceParent trace) {
        var message = new ProducerRecord<String, Object>(Topic.RECEIPTS.topicName(), receipt.getChallengeId(), receipt);
        EventHeaders.describing(receipt, receipt.getEventId(), source, receipt.getOccurredAt())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        if (trace != null) {
            message.headers().add(EventHeaders.TRACE_PARENT, trace.toString().getBytes(UTF_8));
        }
        return message;
    }

    private void send(Letter letter) {
        var record = ((ReceivedRecord) letter.content()).unpacked();
        var _ = letters.send(DeadLetter.of(record, letter.reason(), worker), (sent, failure) -> {
            if (failure == null) {
                LOG.warn(
                        "dead letter from {}-{} at {}: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        letter.reason());
                metrics.deadLetter();
                room.tell(engine -> engine.kept(letter, clock.instant()));
            } else {
                notKept(letter, failure);
            }
        });
    }

    /**
     * A bad task is tried again, and must not end the thread: no delivery would ever end without it. Errors neither.
     */
    private static void run(Task task) {
        try {
            task.work().run();
        } catch (RuntimeException | Error e) {
            task.orElse().accept(e);
        }
    }

    /** Whether receipts can be published at all. */
    boolean isAlive() {
        return thread.isAlive();
    }

    /** Once in a while: when the broker is away, thousands fail each second in the same way. */
    private void warn(String what, Throwable failure) {
        Instant now = clock.instant();
        if (!now.isBefore(nextWarning)) {
            nextWarning = now.plus(BETWEEN_WARNINGS);
            LOG.warn(what, failure);
        }
    }

    private void notKept(Letter letter, Throwable failure) {
        warn("a dead letter could not be kept yet, trying again", failure);
        room.tell(engine -> engine.notKept(letter, clock.instant()));
    }
}
