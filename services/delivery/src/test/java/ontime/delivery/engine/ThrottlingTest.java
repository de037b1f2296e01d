package ontime.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import ontime.delivery.Outcome;
import ontime.delivery.WorkerSettings;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.events.Channel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Twenty people a second, and a provider that takes five messages a second, as the sandbox's does when it is told to,
 * and then takes everything again. The engine and its route are the real ones; time is only counted.
 */
class ThrottlingTest {

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration BETWEEN_CLICKS = Duration.ofMillis(50);
    private static final Duration LATENCY = Duration.ofMillis(100);

    private final World world = new World(4);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Engine engine = new Engine(
            new WorkerSettings(
                    Channel.SMS,
                    Path.of("no key"),
                    10_000,
                    100,
                    2_000,
                    Duration.ofSeconds(2),
                    Duration.ofMillis(250),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(20)),
            OneRoute.of(new ScriptedProvider(), meters),
            () -> "event",
            world.random()::nextDouble);

    private int aSecond = Integer.MAX_VALUE;
    private Instant second = Instant.MIN;
    private int takenInSecond;
    private int calls;
    private int accepted;
    private long offset;

    @BeforeEach
    void peopleClick() {
        engine.assigned(0, null);
        click();
    }

    @Test
    void whenThrottlingIsOverTheRateClimbsBackAndTheBacklogIsSent() {
        pass(Duration.ofSeconds(10));
        aSecond = 5;
        pass(Duration.ofSeconds(30));
        assertThat(rate()).isLessThan(10);

        aSecond = Integer.MAX_VALUE;
        pass(Duration.ofSeconds(60));

        assertThat(rate()).isGreaterThan(20);
        assertThat(engine.load(world.now()).pending()).isLessThan(20);
        assertThat(engine.load(world.now()).newestFirst()).isFalse();
    }

    @Test
    void whileItLastsWhatTheProviderTakesIsUsedAndLittleIsCalledInVain() {
        aSecond = 5;
        pass(Duration.ofSeconds(10));
        int acceptedBefore = accepted;
        int callsBefore = calls;

        pass(Duration.ofSeconds(30));

        assertThat(accepted - acceptedBefore).isGreaterThan(30 * 5 * 8 / 10);
        assertThat(calls - callsBefore).isLessThan(2 * (accepted - acceptedBefore));
    }

    private void pass(Duration time) {
        world.runUntil(world.now().plus(time));
    }

    private double rate() {
        return meters.get("otp.route.rate.limit").gauge().value();
    }

    private void click() {
        long number = offset++;
        var request = new Request(
                new DeliveryId("c-" + number, 1),
                "user-" + number,
                1,
                world.now().plus(LIFE),
                world.now(),
                "",
                1,
                1000,
                "content");
        engine.read(0, number, new Event.Requested(request), world.now());
        timePassed();
        world.after(BETWEEN_CLICKS, this::click);
    }

    private void timePassed() {
        engine.timePassed(world.now());
        carryOut();
    }

    private void carryOut() {
        engine.effects().forEach(effect -> {
            switch (effect) {
                case Effect.Begin(Call call) -> begin(call);
                case Effect.Publish(Report report) ->
                    world.after(Duration.ofMillis(5), () -> {
                        engine.published(report, world.now());
                        carryOut();
                    });
                case Effect.Keep letter -> throw new AssertionError("nothing is unreadable here");
                case Effect.Leave left -> throw new AssertionError("there is nobody else");
                case Effect.Note news -> throw new AssertionError("throttling is no reason to leave a route");
            }
        });
        engine.wakeAt().ifPresent(wake -> world.at(wake, this::wake));
    }

    private void wake() {
        if (engine.wakeAt().filter(due -> !due.isAfter(world.now())).isPresent()) {
            timePassed();
        }
    }

    /** Turned away at the door, at once; or taken after a while. */
    private void begin(Call call) {
        Instant began = world.now();
        boolean taken = takes(began);
        Outcome outcome = taken ? new Outcome.Accepted("m") : new Outcome.Throttled("Throttling", null);
        calls++;
        accepted += taken ? 1 : 0;
        world.after(taken ? LATENCY : Duration.ofMillis(5), () -> {
            engine.callEnded(call, new Answer.Answered(outcome, began), world.now());
            carryOut();
        });
    }

    private boolean takes(Instant at) {
        Instant now = Instant.ofEpochSecond(at.getEpochSecond());
        if (!now.equals(second)) {
            second = now;
            takenInSecond = 0;
        }
        takenInSecond++;
        return takenInSecond <= aSecond;
    }
}
