package ontime.delivery.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.WorkerSettings;
import ontime.delivery.engine.Effect;
import ontime.delivery.engine.Engine;
import ontime.delivery.route.Routes;
import ontime.sealing.Unsealer;
import ontime.tracing.Spans;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaOperations;

/** A channel worker as a part of an application: starts to read when all else is up, stops before anything else. */
public final class Worker implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Producer<byte[], byte[]> letters;
    private final EngineRoom room;
    private final Calls calls;
    private final Publisher publisher;
    private final Intake intake;
    private volatile @Nullable Thread thread;

    /**
     * Puts a worker together.
     *
     * @param name the worker's name, which is also its consumer group
     * @param routes by which messages leave
     * @param consumerProperties of Kafka; the value deserializer that they name reads the events
     * @param producerProperties of Kafka, for dead letters
     * @param spans where deliveries are told as spans
     * @param ids of new events
     * @param random uniform in [0, 1), for the jitter between attempts
     */
    public Worker(
            String name,
            WorkerSettings settings,
            Routes routes,
            Map<String, Object> consumerProperties,
            Map<String, Object> producerProperties,
            KafkaOperations<String, Object> kafka,
            MeterRegistry meters,
            Spans spans,
            InstantSource clock,
            Supplier<String> ids,
            DoubleSupplier random) {
        this(
                name,
                settings,
                routes,
                new Clients(
                        () -> consumer(name, consumerProperties),
                        () -> eventsOf(consumerProperties),
                        kafka,
                        new KafkaProducer<>(producerProperties, new ByteArraySerializer(), new ByteArraySerializer())),
                meters,
                spans,
                clock,
                ids,
                random);
    }

    Worker(
            String name,
            WorkerSettings settings,
            Routes routes,
            Clients clients,
            MeterRegistry meters,
            Spans spans,
            InstantSource clock,
            Supplier<String> ids,
            DoubleSupplier random) {
        this.room = new EngineRoom(new Engine(settings, routes, ids, random), clock);
        var metrics = new DeliveryMetrics(meters);
        metrics.watch(settings.channel(), () -> room.ask(engine -> engine.load(clock.instant())), clock);
        var ofTheIntake = new EventDecoder(clients.events().get());
        var decoder = new EventDecoder(clients.events().get());
        this.calls = new Calls(settings.channel(), Unsealer.with(settings.privateKey()), decoder, metrics, room, clock);
        this.letters = clients.letters();
        this.publisher = new Publisher(
                clients.receipts(), letters, name, decoder, metrics, new DeliverySpans(spans), room, clock);
        this.intake = new Intake(
                clients.consumers(),
                new RequestReader(settings.channel(), ofTheIntake, decoder, clock),
                room,
                settings,
                stopped,
                clock);
    }

    private static Consumer<byte[], byte[]> consumer(String group, Map<String, Object> properties) {
        var settings = new HashMap<>(properties);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static Deserializer<?> eventsOf(Map<String, Object> consumerProperties) {
        Object named = consumerProperties.get(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
        try {
            Deserializer<?> events = named instanceof Class<?> type
                    ? Utils.newInstance(type.asSubclass(Deserializer.class))
                    : Utils.newInstance(String.valueOf(named), Deserializer.class);
            events.configure(consumerProperties, false);
            return events;
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(named + " is not on the class path", e);
        }
    }

    @Override
    public void start() {
        publisher.start();
        room.open(this::carryOut);
        thread = Thread.ofPlatform().name("intake").start(intake);
    }

    /** None of it waits for anything. */
    private void carryOut(Effect effect) {
        switch (effect) {
            case Effect.Begin(var call) -> calls.begin(call);
            case Effect.Publish(var report) -> publisher.publish(report);
            case Effect.Keep(var letter) -> publisher.keep(letter);
            case Effect.Leave(var delivery, int attempts) -> publisher.leave(delivery, attempts);
            // A log may have to wait for its disk.
            case Effect.Note(var news) -> Thread.startVirtualThread(() -> RouteLog.write(news));
        }
    }

    @Override
    public void stop() {
        Thread running = thread;
        if (running == null) {
            return;
        }
        stopped.countDown();
        try {
            running.join();
        } catch (InterruptedException e) {
            LOG.warn("interrupted while stopping; what was in flight is sent again");
            Thread.currentThread().interrupt();
        }
        calls.stop();
        publisher.stop();
        room.close();
        letters.close();
        thread = null;
    }

    /** Whether there is something to stop. */
    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Whether the worker does its work or will again by itself; false when only a new process helps. */
    public boolean isAlive() {
        Thread running = thread;
        return running != null && running.isAlive() && publisher.isAlive() && room.isAlive() && !intake.isStuck();
    }

    /** Whether requests are being read: false while the broker or the registry refuses, and when nothing is alive. */
    public boolean isReading() {
        return isAlive() && intake.isReading();
    }
}
