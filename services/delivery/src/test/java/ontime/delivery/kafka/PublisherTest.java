package ontime.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.MovingClock;
import ontime.delivery.WorkerSettings;
import ontime.delivery.engine.Effect;
import ontime.delivery.engine.Engine;
import ontime.delivery.engine.Event;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.events.Channel;
import ontime.tracing.Spans;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.mock.MockProducerFactory;

class PublisherTest {

    private final MovingClock clock = new MovingClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EngineRoom room = new EngineRoom(
            new Engine(
                    new WorkerSettings(
                            Channel.SMS,
                            Path.of("no key"),
                            10,
                            10,
                            10,
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(20)),
                    OneRoute.of(new ScriptedProvider(), meters),
                    () -> "event",
                    () -> 0.5),
            clock);

    @Test
    void whatFailsInAWayThatNobodyThoughtOfIsTriedAgainLikeAnythingElse() {
        var publisher = new Publisher(
                new KafkaTemplate<>(new MockProducerFactory<>(MockProducer::new)),
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                "sms-worker",
                new EventDecoder(new FakeRequests()),
                new DeliveryMetrics(meters),
                new DeliverySpans(Spans.none(new Random(1))),
                room,
                clock);
        publisher.start();
        room.open(effect -> {
            if (effect instanceof Effect.Keep(var letter)) {
                publisher.keep(letter);
            }
        });

        room.tell(engine -> {
            engine.assigned(0, null);
            engine.read(
                    0, 0, new Event.Unreadable("garbage", 10, "nothing that this publisher knows"), clock.instant());
        });

        await().until(() -> room.ask(Engine::wakeAt).equals(Optional.of(MovingClock.NOW.plusSeconds(1))));
        assertThat(publisher.isAlive()).isTrue();
        publisher.stop();
        room.close();
    }
}
