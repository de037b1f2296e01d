package ontime.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.delivery.MovingClock;
import ontime.delivery.WorkerSettings;
import ontime.delivery.engine.DeliveryId;
import ontime.delivery.engine.Effect;
import ontime.delivery.engine.Engine;
import ontime.delivery.engine.Event;
import ontime.delivery.engine.Request;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.events.Channel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EngineRoomTest {

    private static final int WAITING = 5000;

    private final MovingClock clock = new MovingClock();
    private final EngineRoom room = new EngineRoom(
            new Engine(
                    new WorkerSettings(
                            Channel.SMS,
                            Path.of("no key"),
                            2 * WAITING,
                            100,
                            2 * WAITING,
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(1),
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(15),
                            Duration.ofSeconds(20)),
                    OneRoute.of(new ScriptedProvider(), new SimpleMeterRegistry()),
                    () -> "event",
                    () -> 0.5),
            clock);

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void whoeverHasNewsIsHeardBeforeEverythingThatIsDueIsDone() {
        var dropped = new AtomicInteger();
        var heardAfter = new CompletableFuture<Integer>();
        var news = Thread.ofPlatform().unstarted(() -> heardAfter.complete(room.ask(engine -> dropped.get())));
        room.open(effect -> {
            if (effect instanceof Effect.Publish && dropped.incrementAndGet() == 1) {
                news.start();
                await().until(() -> news.getState() == Thread.State.WAITING);
            }
        });
        room.tell(engine -> {
            engine.assigned(0, null);
            for (int offset = 0; offset < WAITING; offset++) {
                engine.read(0, offset, new Event.Requested(request(offset)), clock.instant());
            }
            engine.timePassed(clock.instant());
        });

        clock.move(Duration.ofMinutes(5));

        assertThat(heardAfter.join()).isLessThan(WAITING / 2);
        await().until(() -> room.ask(engine -> dropped.get()) > WAITING - 100);
    }

    private Request request(int number) {
        return new Request(
                new DeliveryId("c-" + number, 1),
                "user-" + number,
                1,
                clock.instant().plus(Duration.ofMinutes(5)),
                clock.instant(),
                "",
                1,
                1000,
                "content");
    }
}
