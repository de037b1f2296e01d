package ontime.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prometheus' own tool reads the rules and plays their tests; ./ontime test brings it. */
class RulesTest {

    private static final Path PROMETHEUS = Folder.GRAFANA.resolve("prometheus");
    private static final Path ALERTMANAGER = Folder.GRAFANA.resolve("alertmanager");

    @Test
    void prometheusUnderstandsEveryRule() throws IOException, InterruptedException {
        promtool("check", "rules", "rules/slo.yaml", "rules/alerts.yaml");
    }

    @Test
    void prometheusUnderstandsItsConfiguration() throws IOException, InterruptedException {
        promtool("check", "config", "prometheus.yml");
    }

    @Test
    void alertmanagerUnderstandsItsConfiguration() throws IOException, InterruptedException {
        run(ALERTMANAGER, "amtool", "check-config", "alertmanager.yml");
    }

    @Test
    void whoeverIsToBeWokenIsNotWhoeverGetsTickets() throws IOException, InterruptedException {
        for (var severity : List.of("page", "ticket")) {
            run(
                    ALERTMANAGER,
                    "amtool",
                    "config",
                    "routes",
                    "test",
                    "--config.file=alertmanager.yml",
                    "--verify.receivers=" + severity,
                    "severity=" + severity);
        }
    }

    @Test
    void everyTestOfTheRulesPasses() throws IOException, InterruptedException {
        promtool("test", "rules", "tests/slo.yaml", "tests/alerts.yaml");
    }

    @Test
    void everyAlertIsTestedToFireAndToKeepQuiet() throws IOException {
        var firing = tested(true);
        var quiet = tested(false);

        assertThat(alertNames()).isNotEmpty();
        assertThat(firing).containsAll(alertNames());
        // Of a promise the fast one stands for the three, and one whose series grow at once is quiet before.
        assertThat(quiet)
                .containsAll(alertNames().stream()
                        .filter(name ->
                                !Set.of("CodesSentTwice", "ProviderThrottles").contains(name))
                        .toList());
    }

    private static Set<String> tested(boolean firing) throws IOException {
        try (Stream<Path> files = Files.list(PROMETHEUS.resolve("tests"))) {
            var tests = new ArrayList<Node>();
            for (Path file : files.toList()) {
                Node.read(file).nodes("tests").forEach(test -> tests.addAll(test.nodes("alert_rule_test")));
            }
            return tests.stream()
                    .filter(test -> test.nodes("exp_alerts").isEmpty() != firing)
                    .map(test -> test.text("alertname"))
                    .collect(Collectors.toSet());
        }
    }

    /** DrillIT and DashboardsIT play them. */
    @Test
    void everyAlertHasADrillWithAFaultThatItsServiceMeasures() throws IOException {
        var drills = Node.read(Folder.GRAFANA.resolve("drills.yaml"));
        var measured = Node.read(Folder.GRAFANA.resolve("metrics.yaml"));
        var drilled = new ArrayList<String>();
        drills.node("product").fields().keySet().forEach(name -> drilled.add(String.valueOf(name)));
        for (Node drill : drills.nodes("metrics")) {
            drilled.addAll(drill.texts("alerts"));
            for (Node series : drill.nodes("series")) {
                assertThat(measured.texts(drill.text("of"))).containsAll(Folder.metrics(series.text("name")));
            }
        }

        assertThat(drilled).containsExactlyInAnyOrderElementsOf(alertNames());
    }

    @Test
    void everyAlertHasASectionInTheRunbookAndASeverity() throws IOException {
        var sections = Files.readAllLines(Folder.RUNBOOK).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> "docs/runbook.md#" + line.substring(3).strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());

        for (Node alert : Folder.alerts()) {
            var annotations = alert.node("annotations");
            assertThat(sections).as(alert.text("alert")).contains(annotations.text("runbook_url"));
            assertThat(annotations.text("summary")).isNotBlank();
            assertThat(alert.node("labels").text("severity")).isIn("page", "ticket");
        }
        assertThat(sections)
                .as("sections of alerts that are no more")
                .allSatisfy(section -> assertThat(alertLinks()).contains(section));
    }

    private static List<String> alertLinks() throws IOException {
        return Folder.alerts().stream()
                .map(alert -> alert.node("annotations").text("runbook_url"))
                .toList();
    }

    @Test
    void rulesAskForNothingThatNobodyMeasures() throws IOException {
        var known = Folder.known();
        for (Node rule : Folder.rules()) {
            assertThat(known)
                    .as(rule.maybe("alert").orElseGet(() -> rule.text("record")))
                    .containsAll(Folder.metrics(rule.text("expr")));
        }
    }

    @Test
    void everyPromiseIsThatOfTheHistory() throws IOException {
        // The history counts by these names, and by these times unless it is told otherwise.
        assertThat(Objectives.read(Folder.GRAFANA.resolve("slo.yaml")).slos())
                .extracting(slo -> slo.name() + " " + slo.within())
                .containsExactly("accepted 5s", "confirmed 30s", "ended 11m");
        var settings = Files.readString(Folder.GRAFANA.resolveSibling(
                "services/delivery-history/src/main/java/ontime/history/PromiseSettings.java"));
        for (var slo : Objectives.read(Folder.GRAFANA.resolve("slo.yaml")).slos()) {
            assertThat(settings).contains("@DefaultValue(\"" + slo.within() + "\") Duration " + slo.name());
        }
    }

    private static List<String> alertNames() throws IOException {
        return Folder.alerts().stream().map(alert -> alert.text("alert")).toList();
    }

    private static void promtool(String... arguments) throws IOException, InterruptedException {
        run(
                PROMETHEUS,
                Stream.concat(Stream.of("promtool"), Stream.of(arguments)).toArray(String[]::new));
    }

    private static String run(Path folder, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s", output).isZero();
        return output;
    }
}
