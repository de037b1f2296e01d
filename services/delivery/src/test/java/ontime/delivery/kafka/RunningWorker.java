package ontime.delivery.kafka;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import ontime.delivery.MovingClock;
import ontime.delivery.WorkerSettings;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.events.Channel;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.tracing.Spans;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

/** A worker with all its threads, between stand-ins for the broker and the provider. */
final class RunningWorker {

    final MovingClock clock;
    final ScriptedProvider provider = new ScriptedProvider();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final FakeRequests requests = new FakeRequests();
    final List<FakeRequests.FakeConsumer> consumers = new CopyOnWriteArrayList<>();
    final MockProducer<byte[], byte[]> letters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    final MockProducer<String, Object> receipts =
            new MockProducer<>(true, null, new StringSerializer(), (topic, event) -> new byte[0]) {
                @Override
                public void close(Duration timeout) {
                    // The template gives its producer back after each record.
                }
            };
    final WorkerSettings settings;
    private final Worker worker;

    RunningWorker(Path keys, MovingClock clock, int pending) {
        this.clock = clock;
        settings = new WorkerSettings(
                Channel.SMS,
                keys.resolve("sms.private.json"),
                pending,
                10,
                100,
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1),
                Duration.ofSeconds(15),
                Duration.ofSeconds(20));
        var clients = new Clients(
                () -> {
                    var consumer = requests.subscribed();
                    consumers.add(consumer);
                    return consumer;
                },
                () -> requests,
                new KafkaTemplate<String, Object>(new MockProducerFactory<>(() -> receipts)),
                letters);
        worker = new Worker(
                "sms-worker",
                settings,
                OneRoute.of(provider, meters),
                clients,
                meters,
                Spans.none(new Random(1)),
                clock,
                () -> "event",
                () -> 0.5);
    }

    void start() {
        worker.start();
    }

    /** Has the worker stop, which waits for calls in flight, and returns the thread that does. */
    Thread stop() {
        return Thread.ofPlatform().start(worker::stop);
    }

    void close() {
        worker.stop();
    }

    boolean isAlive() {
        return worker.isAlive();
    }

    boolean isReading() {
        return worker.isReading();
    }

    /** The thread that reads. */
    Thread intake() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("intake"))
                .findFirst()
                .orElseThrow();
    }

    /** Calls to the provider that were given a place. */
    double callsBegun() {
        return meters.get("otp.route.calls").counter().count();
    }

    List<DeliveryReceipt> told() {
        return receipts.history().stream()
                .map(ProducerRecord::value)
                .map(DeliveryReceipt.class::cast)
                .toList();
    }

    List<DeliveryStatus> statuses() {
        return told().stream().map(DeliveryReceipt::getStatus).toList();
    }

    double duplicates() {
        // What is shown is a moment old.
        clock.move(Duration.ofMillis(100));
        return meters.get("otp.duplicates").functionCounter().count();
    }

    void awaitCommitted(long position) {
        await().until(() -> {
            clock.move(Duration.ofMillis(100));
            return requests.committed() == position;
        });
    }

    /** Lets enough time pass for a commit, and two turns in which it would have been made. */
    void passTheNextCommit() {
        clock.move(Duration.ofSeconds(1));
        for (int turn = 0; turn < 2; turn++) {
            var turned = new CountDownLatch(1);
            consumers.getLast().schedulePollTask(turned::countDown);
            awaitOpen(turned);
        }
    }

    static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
