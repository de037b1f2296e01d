package ontime.delivery.kafka;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.MovingClock;
import ontime.delivery.WorkerSettings;
import ontime.delivery.engine.Effect;
import ontime.delivery.engine.Engine;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.events.Channel;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.sealing.Unsealer;
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
    final Intake intake;
    final Thread thread;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final EngineRoom room;
    private final Calls calls;
    private final Publisher publisher;

    RunningWorker(Path keys, MovingClock clock, int pending) {
        this.clock = clock;
        var settings = new WorkerSettings(
                Channel.SMS,
                keys.resolve("sms.private.json"),
                pending,
                10,
                100,
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
        var routes = OneRoute.of(provider, meters);
        room = new EngineRoom(new Engine(settings, routes, () -> "event", () -> 0.5), clock);
        var metrics = new DeliveryMetrics(meters);
        metrics.watch(Channel.SMS, () -> room.ask(engine -> engine.load(clock.instant())), clock);
        var decoder = new EventDecoder(requests);
        calls = new Calls(Channel.SMS, Unsealer.with(settings.privateKey()), decoder, metrics, room, clock);
        var template = new KafkaTemplate<String, Object>(new MockProducerFactory<>(() -> receipts));
        publisher = new Publisher(template, letters, "sms-worker", decoder, metrics, room, clock);
        var reader = new RequestReader(Channel.SMS, new EventDecoder(requests), decoder, clock);
        intake = new Intake(
                () -> {
                    var consumer = requests.subscribed();
                    consumers.add(consumer);
                    return consumer;
                },
                reader,
                room,
                Patience.USUAL,
                stopped,
                clock);
        thread = Thread.ofPlatform().unstarted(intake);
    }

    void start() {
        publisher.start();
        Consumer<Effect> work = effect -> {
            switch (effect) {
                case Effect.Begin(var call) -> calls.begin(call);
                case Effect.Publish(var report) -> publisher.publish(report);
                case Effect.Keep(var letter) -> publisher.keep(letter);
            }
        };
        room.open(work);
        thread.start();
    }

    void stop() {
        stopped.countDown();
    }

    void close() throws InterruptedException {
        stop();
        thread.join();
        calls.stop();
        publisher.stop();
        room.close();
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
        return room.ask(engine -> engine.load(clock.instant()).duplicates());
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
