package ontime.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StartupTest {
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final Startup startup =
            new Startup(new Progress(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8)));

    @Test
    void whatIsNeededStartsFirstAndStopsLast() {
        var database = startup.step("database", "", () -> started("database"));
        var registry = startup.step("registry", "", () -> started("registry"), database);
        startup.step("service", "", () -> started("service"), database, registry);

        startup.await();
        startup.close();

        assertThat(events)
                .containsExactly(
                        "start database",
                        "start registry",
                        "start service",
                        "stop service",
                        "stop registry",
                        "stop database");
    }

    @Test
    void whatNeedsNothingOfEachOtherStartsAtTheSameTime() {
        var both = new CountDownLatch(2);
        for (var name : List.of("broker", "database")) {
            startup.step(name, "", () -> {
                both.countDown();
                both.await();
                return started(name);
            });
        }

        startup.await();

        assertThat(events).containsExactlyInAnyOrder("start broker", "start database");
    }

    @Test
    void aFailureIsToldByItsInnermostReasonAndStopsTheRest() {
        var broker = startup.step("broker", "", () -> started("broker"));
        var database = startup.step(
                "database",
                "",
                () -> {
                    throw new IllegalStateException("outer", new IOException("no space left\non device"));
                },
                broker);
        startup.step("service", "", () -> started("service"), database);

        assertThatThrownBy(startup::await)
                .isInstanceOf(StartFailedException.class)
                .hasMessage("database did not start: no space left");
        startup.close();
        assertThat(events).containsExactly("start broker", "stop broker");
    }

    @Test
    void oneThatDoesNotStopInOrderDoesNotKeepTheOthersFromIt() {
        var database = startup.step("database", "", () -> started("database"));
        startup.step(
                "service",
                "",
                () -> () -> {
                    throw new IllegalStateException("cannot stop");
                },
                database);

        startup.await();
        startup.close();

        assertThat(events).containsExactly("start database", "stop database");
    }

    private AutoCloseable started(String name) {
        events.add("start " + name);
        return () -> events.add("stop " + name);
    }
}
