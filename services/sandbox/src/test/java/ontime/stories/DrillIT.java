package ontime.stories;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ontime.infrastructure.Folders;
import ontime.stories.Drill.Phase;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Alerts whose faults take hours or days fire at a real Alertmanager and clear again, from made-up metrics, with all
 * the rules' times divided by {@link FasterRules#FACTOR}. The other alerts are tried on the product, in DashboardsIT.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DrillIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration STEP = Duration.ofSeconds(1);
    private static final List<String> SERVICES =
            List.of("issuer", "sms-worker", "email-worker", "delivery-history", "receipt-gateway", "directory");

    private final Path folder;
    private final List<Drill> drills;
    private final Map<String, StandIn> standIns = new LinkedHashMap<>();
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WELL);
    private final Alertmanager alertmanager;
    private final Prometheus prometheus;

    DrillIT() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("ontime-drill");
        drills = Drill.all();
        for (String service : SERVICES) {
            var series = drills.stream()
                    .filter(drill -> drill.service().equals(service))
                    .flatMap(drill -> drill.series().stream())
                    .toList();
            standIns.put(service, StandIn.start(series, phase::get));
        }
        var home = Files.createDirectories(folder.resolve("prometheus"));
        remember(home);
        alertmanager = Alertmanager.start(Files.createDirectories(folder.resolve("alertmanager")));
        var addresses = new LinkedHashMap<String, String>();
        standIns.forEach((service, standIn) -> addresses.put(service, standIn.address()));
        prometheus = Prometheus.start(home, addresses, alertmanager.address());
    }

    /** Writes what Prometheus is to find already stored, by its own tool. */
    private void remember(Path home) throws IOException, InterruptedException {
        var now = InstantSource.system().instant();
        var text = new StringBuilder();
        for (Drill.Past past :
                drills.stream().flatMap(drill -> drill.pasts().stream()).toList()) {
            var length = Duration.ofMillis(FasterRules.millis(past.duration()) / FasterRules.FACTOR);
            for (var at = now.minus(length); at.isBefore(now); at = at.plus(STEP)) {
                text.append(past.name())
                        .append(' ')
                        .append(past.value())
                        .append(' ')
                        .append(at.getEpochSecond())
                        .append('\n');
            }
        }
        var samples = Files.writeString(folder.resolve("past.txt"), text.append("# EOF\n"));
        var promtool = new ProcessBuilder(
                        "promtool",
                        "tsdb",
                        "create-blocks-from",
                        "openmetrics",
                        samples.toString(),
                        Prometheus.data(home).toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(promtool.getInputStream().readAllBytes(), UTF_8);
        assertThat(promtool.waitFor()).as("%s", output).isZero();
    }

    @AfterAll
    void stop() {
        prometheus.close();
        alertmanager.close();
        standIns.values().forEach(StandIn::close);
        Folders.delete(folder);
    }

    @Test
    void everyAlertFiresWithItsFaultAndClearsAfterIt() throws IOException {
        Awaitility.await("rules that were computed from several scrapes")
                .atMost(PATIENCE)
                .until(() -> !prometheus
                        .query("min(count_over_time(up[1m])) > 5 and on () ontime:slo_broken:ratio1h{slo=\"ended\"}")
                        .isEmpty());
        assertThat(alertmanager.firing()).as("while all is well").isEmpty();

        phase.set(Phase.ILL);
        var silent = new TreeSet<>(alerts().toList());
        awaitNone(
                silent,
                "alerts that fire",
                name -> !alertmanager.haveFired(name, labels(name)).isEmpty());
        for (String name : alerts().toList()) {
            var rule = AlertRule.named(name);
            alertmanager.haveFired(name, labels(name)).forEach(rule::isToldBy);
        }

        phase.set(Phase.AFTER);
        var firing = new TreeSet<>(alerts().toList());
        awaitNone(firing, "alerts that clear", name -> alertmanager.hasCleared(name, labels(name)));
    }

    private static void awaitNone(Set<String> names, String what, Predicate<String> isDone) {
        try {
            Awaitility.await(what)
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> {
                        names.removeIf(isDone);
                        return names.isEmpty();
                    });
        } finally {
            assertThat(names).as("no " + what).isEmpty();
        }
    }

    private Stream<String> alerts() {
        return drills.stream().flatMap(drill -> drill.alerts().stream());
    }

    private Map<String, String> labels(String alert) {
        return drills.stream()
                .filter(drill -> drill.alerts().contains(alert))
                .map(Drill::labels)
                .findFirst()
                .orElseThrow();
    }
}
