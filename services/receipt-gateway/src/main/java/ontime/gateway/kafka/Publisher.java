package ontime.gateway.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ontime.events.EventHeaders;
import ontime.events.Topic;
import ontime.gateway.correlation.Book;
import ontime.gateway.correlation.GatewayMetrics;
import ontime.gateway.correlation.Heard;
import ontime.tracing.Spans;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;

/**
 * Publishes reports that have met their delivery: at once when it is woken, and again and again otherwise, for what a
 * broker that was away or a killed process has left. A receipt may be published twice, with the same id; none is lost.
 */
public final class Publisher implements SmartLifecycle, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Publisher.class);
    private static final URI SOURCE = URI.create("/ontime/receipt-gateway");
    private static final int MOST_AT_ONCE = 500;
    private static final long ROUND_MILLIS = 1_000;
    private static final long PATIENCE_MILLIS = 5_000;

    private final Book book;
    private final KafkaOperations<String, Object> kafka;
    private final GatewayMetrics metrics;
    private final Spans spans;
    private final InstantSource clock;

    /** Holds one wish at most: a second one would find nothing that the first has not published. */
    private final BlockingQueue<Boolean> wishes = new ArrayBlockingQueue<>(1);

    private volatile boolean running;
    private @Nullable Thread thread;

    Publisher(
            Book book,
            KafkaOperations<String, Object> kafka,
            GatewayMetrics metrics,
            Spans spans,
            InstantSource clock) {
        this.book = book;
        this.kafka = kafka;
        this.metrics = metrics;
        this.spans = spans;
        this.clock = clock;
    }

    /** Wakes it. Does not wait. */
    @Override
    public void run() {
        wishes.offer(true);
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("receipts").start(this::work);
    }

    private void work() {
        while (running) {
            try {
                if (publishAll()) {
                    wishes.poll(ROUND_MILLIS, TimeUnit.MILLISECONDS);
                } else {
                    TimeUnit.MILLISECONDS.sleep(ROUND_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean publishAll() {
        try {
            while (running && book.publish(MOST_AT_ONCE, this::publish) == MOST_AT_ONCE) {
                LOG.debug("more receipts are waiting");
            }
            return true;
        } catch (RuntimeException e) {
            // The kind alone: messages of the client's exceptions may print the record.
            LOG.warn("receipts are not published yet: {}", e.getClass().getSimpleName());
            return false;
        }
    }

    private void publish(List<Heard> heard) {
        var tellings = heard.stream().map(one -> Telling.of(one, spans, clock)).toList();
        var sent = tellings.stream()
                .map(one -> kafka.send(message(one)).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(sent).join();
        tellings.forEach(one -> one.told(metrics, clock.instant()));
    }

    private static ProducerRecord<String, Object> message(Telling telling) {
        var receipt = telling.receipt();
        var message = new ProducerRecord<String, Object>(Topic.RECEIPTS.topicName(), receipt.getChallengeId(), receipt);
        EventHeaders.describing(receipt, receipt.getEventId(), SOURCE, receipt.getOccurredAt())
                .forEach((name, value) -> message.headers().add(name, value.getBytes(UTF_8)));
        var trace = telling.context();
        if (trace != null) {
            message.headers().add(EventHeaders.TRACE_PARENT, trace.toString().getBytes(UTF_8));
        }
        return message;
    }

    /** Lets a batch that is on its way end: it would only be sent a second time. */
    @Override
    public void stop() {
        running = false;
        run();
        var working = thread;
        if (working != null) {
            try {
                working.join(PATIENCE_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            working.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops after the web server, which still takes reports, and before the producer. */
    @Override
    public int getPhase() {
        return 0;
    }
}
