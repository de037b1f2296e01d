package ontime.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ontime.infrastructure.Folders;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;

/**
 * Every dashboard and every rule against a real Prometheus that reads the real services, while codes go well and badly;
 * and the alerts whose faults can be made here, at a real Alertmanager. Codes live half a minute here and are judged
 * soon after, or the test would wait for them; a minute of the rules is a second.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardsIT {

    private static final int PORT_BASE = 32080;
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String USER = "dashboards";
    private static final Path PICTURES = Path.of("target", "dashboards");

    private static final Map<String, String> JUDGED_SOON = Map.of(
            "ONTIME_HISTORY_SILENTAFTER", "2s",
            "ONTIME_HISTORY_CONVERSION_EVERY", "2s",
            "ONTIME_HISTORY_PROMISES_EVERY", "1s",
            "ONTIME_HISTORY_PROMISES_READING", "20s",
            "ONTIME_HISTORY_PROMISES_REPORTING", "10s",
            "ONTIME_HISTORY_PROMISES_ENDED", "40s");

    private static final String POLICY = """
            {"codes": {"timeToLive": "PT30S", "cooldown": "PT5S"},
             "channels": {"fallback": {"accepted": "PT3S", "delivered": null}},
             "limits": {"spend": {"dailyCap": 250, "prices": {"GB": 0.04}, "otherPrice": 0.05}}}""";

    /** In the order of their ports. */
    private static final List<String> SERVICES =
            List.of("delivery-history", "issuer", "receipt-gateway", "directory", "sms-worker", "email-worker");

    private static final Pattern TYPE = Pattern.compile("# TYPE (otp_\\w+) .*");

    private final Path folder;
    private final RunningProduct product;
    private final AuthService auth;
    private final Traffic traffic;
    private final Alertmanager alertmanager;
    private final Prometheus prometheus;
    private final Mishaps mishaps;
    private final Map<String, Map<String, String>> alerts = Drill.onTheProduct();
    private final InstantSource clock = InstantSource.system();
    private final Instant begun = clock.instant();

    DashboardsIT() throws IOException {
        folder = Files.createTempDirectory("ontime-dashboards");
        product = RunningProduct.start(folder.resolve("home"), PORT_BASE, JUDGED_SOON);
        auth = new AuthService(product);
        traffic = new Traffic(auth);
        mishaps = new Mishaps(product);
        alertmanager = Alertmanager.start(Files.createDirectories(folder.resolve("alertmanager")));
        prometheus = Prometheus.start(
                Files.createDirectories(folder.resolve("prometheus")), services(), alertmanager.address());
    }

    private static Map<String, String> services() {
        var services = new LinkedHashMap<String, String>();
        IntStream.range(0, SERVICES.size())
                .forEach(place -> services.put(SERVICES.get(place), "127.0.0.1:" + (PORT_BASE + place)));
        return services;
    }

    @BeforeAll
    void codesGoWellAndBadly() throws Exception {
        var administrator = new Administrator(product);
        administrator.changePolicy(POLICY);
        repeat(5, traffic::entersATextMessage);
        repeat(5, traffic::entersAMail);
        traffic.typesAnOlderCode();
        traffic.isRefused();
        traffic.hasNoMailbox();
        administrator.movesInto(USER, "07700 900999");
        awaitAlert("DeadLetters", mishaps::aRecordIsUnreadable);
        Awaitility.await("the number in another store")
                .atMost(PATIENCE)
                .until(() -> administrator.hasBroughtTo("entra", USER));
        awaitAlert("ContactsDrift", () -> mishaps.aNumberIsChangedElsewhere(USER, "+44 7700900998"));

        auth.carrier("{\"failureRate\": 1}");
        repeat(4, traffic::mayFallBack);
        auth.carrier("{\"failureRate\": 0, \"throttlePerSecond\": 1}");
        repeat(8, traffic::asksInVain);

        auth.carrier("{\"throttlePerSecond\": 0, \"lossRate\": 1, \"receiptLossRate\": 1}");
        awaitAlert("ReceiptsSilent", traffic::asksInVain);
        awaitAlert("TextMessagesConfirmedLateFast", traffic::asksInVain);
        awaitAlert("TextMessagesConfirmedLateSteady", traffic::asksInVain);
        awaitAlert("CodesSentTwice", () -> {
            traffic.asksInVain();
            mishaps.requestsComeAgain(30);
        });
        auth.carrier("{\"lossRate\": 0, \"receiptLossRate\": 0, \"outage\": true}");
        auth.mail("{\"errorRate\": 1}");
        repeat(20, traffic::asksInVain);
        repeat(4, traffic::hasNoMailbox);
        awaitAlert("RouteDown", traffic::asksInVain);
        awaitAlert("CodesTakenLateFast", traffic::asksInVain);
        awaitAlert("CodesTakenLateSteady", traffic::asksInVain);
        awaitAlert("CodesDropped", traffic::asksInVain);
        auth.carrier("{\"outage\": false}");
        auth.mail("{\"errorRate\": 0}");
        // What waits is sent first, and a route that was down is tried with single calls.
        Awaitility.await("codes that arrive again")
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> {
                    traffic.entersATextMessage();
                    traffic.entersAMail();
                    return true;
                });

        mishaps.theHistoryCannotWrite(() -> awaitAlert("HistoryStands", traffic::asksInVain));
        mishaps.everythingHangs(() -> awaitAlert("ServiceDown", () -> {}));
    }

    private static void repeat(int times, Runnable play) {
        IntStream.range(0, times).forEach(_ -> play.run());
    }

    /** A fault is made again and again until it is noticed: on a slow machine a single one may be over before that. */
    private void awaitAlert(String name, Mishaps.Fault fault) {
        Awaitility.await("the alert " + name)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    fault.happens();
                    return hasFired(name);
                });
    }

    private boolean hasFired(String name) {
        return !alertmanager
                .haveFired(name, Objects.requireNonNull(alerts.get(name)))
                .isEmpty();
    }

    @AfterAll
    void stop() {
        prometheus.close();
        alertmanager.close();
        product.close();
        Folders.delete(folder);
    }

    @Test
    void everyExpressionOfEveryDashboardShowsSomethingAndIsDrawn() throws IOException {
        var boards = Board.all();
        var silent = new ArrayList<Board.Query>();
        boards.forEach(board -> silent.addAll(board.queries()));
        assertThat(silent).hasSizeGreaterThan(70);

        try {
            Awaitility.await("every expression to show something")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        traffic.entersATextMessage();
                        traffic.entersAMail();
                        silent.removeIf(query -> shows(over(query.expression())));
                        return silent.isEmpty();
                    });
        } finally {
            Files.createDirectories(PICTURES);
            for (Board board : boards) {
                Files.writeString(
                        PICTURES.resolve(board.uid() + ".svg"),
                        new BoardPicture(board, query -> over(query.expression())).svg());
            }
            assertThat(silent).as("what shows nothing: " + silent).isEmpty();
        }
    }

    @Test
    void everyAlertWhoseFaultWasMadeHasFiredAndClearsAfterIt() throws IOException {
        var silent = new TreeSet<>(alerts.keySet());
        var firing = new TreeSet<>(alerts.keySet());
        try {
            Awaitility.await("alerts that fire and clear")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .until(() -> {
                        traffic.entersATextMessage();
                        silent.removeIf(this::hasFired);
                        firing.removeIf(
                                name -> alertmanager.hasCleared(name, Objects.requireNonNull(alerts.get(name))));
                        return silent.isEmpty() && firing.isEmpty();
                    });
        } finally {
            assertThat(silent).as("alerts that have not fired: " + silent).isEmpty();
            assertThat(firing).as("alerts that have not cleared: " + firing).isEmpty();
        }
        for (String name : alerts.keySet()) {
            var rule = AlertRule.named(name);
            alertmanager
                    .haveFired(name, Objects.requireNonNull(alerts.get(name)))
                    .forEach(rule::isToldBy);
        }
    }

    @Test
    void everyRuleIsUnderstoodAndEveryRecordIsKept() {
        var records = new TreeSet<String>();
        for (JsonNode group : prometheus.rules()) {
            for (JsonNode rule : group.at("/rules")) {
                var name = rule.at("/name").asString();
                assertThat(rule.at("/health").asString()).as(name).isEqualTo("ok");
                assertThat(rule.at("/lastError").asString("")).as(name).isEmpty();
                if (rule.at("/type").asString().equals("recording")) {
                    records.add(name);
                }
            }
        }
        assertThat(records).isNotEmpty();
        for (String name : records) {
            Awaitility.await("the record " + name).atMost(PATIENCE).until(() -> shows(over(name)));
        }
    }

    @Test
    void servicesMeasureWhatTheyAreSaidToAndNothingElse() throws IOException {
        var listed = metrics();
        var sometimes = Objects.requireNonNull(listed.get("sometimes"));
        for (Map.Entry<String, String> service : services().entrySet()) {
            var expected = new TreeSet<>(Objects.requireNonNull(listed.get(service.getKey())));
            var text = auth.get("http://" + service.getValue() + "/actuator/prometheus");
            var shown = shown(text);

            assertThat(shown).as(service.getKey()).containsAll(without(expected, sometimes));
            assertThat(without(shown, sometimes)).as(service.getKey()).isSubsetOf(expected);
            assertThat(text)
                    .as("what names a person")
                    .doesNotContain("+447700900")
                    .doesNotContain("@gmail.com")
                    .doesNotContain("t-1\"");
        }
    }

    @Test
    void metricsHaveTheLabelsThatDashboardsLetOneChooseBy() throws IOException {
        var choices = Set.of("tenant", "channel", "country", "provider");
        for (Map.Entry<String, Set<String>> metric : labels().entrySet()) {
            var series = prometheus.query("{__name__=~\"" + metric.getKey() + "(_count)?\"}");
            for (JsonNode one : series) {
                var there = one.at("/metric").propertyNames().stream()
                        .filter(choices::contains)
                        .toList();
                assertThat(there).as(metric.getKey()).containsExactlyInAnyOrderElementsOf(metric.getValue());
            }
        }
    }

    @Test
    void histogramsHaveTheEdgesOfWhatIsPromised() {
        for (String metric : List.of("otp_stage_seconds", "otp_delivery_seconds")) {
            for (String edge : List.of("5.0", "10.0", "30.0", "60.0", "120.0", "300.0")) {
                var without = "count by (service) (" + metric + "_count) unless count by (service) (" + metric
                        + "_bucket{le=\"" + edge + "\"})";
                assertThat(prometheus.query(without)).as(metric + " " + edge).isEmpty();
            }
        }
    }

    private JsonNode over(String expression) {
        return prometheus.range(expression, begun, clock.instant(), Duration.ofSeconds(2));
    }

    private static boolean shows(JsonNode series) {
        for (JsonNode one : series) {
            for (JsonNode sample : one.at("/values")) {
                if (Double.isFinite(Samples.value(sample))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static Set<String> shown(String text) {
        var names = text.lines()
                .map(TYPE::matcher)
                .filter(line -> line.matches())
                .map(line -> line.group(1))
                .collect(Collectors.toSet());
        // A histogram is accompanied by its maximum.
        return names.stream()
                .filter(name -> !name.endsWith("_max") || !names.contains(name.substring(0, name.length() - 4)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> without(Set<String> names, Set<String> others) {
        var rest = new TreeSet<>(names);
        rest.removeAll(others);
        return rest;
    }

    private static Map<String, Set<String>> labels() throws IOException {
        try (Reader file = Files.newBufferedReader(RunningProduct.repository().resolve("grafana/labels.yaml"))) {
            Map<String, Map<String, Object>> all = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return all.entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            metric -> metric.getValue().get("labels") instanceof List<?> labels
                                    ? labels.stream().map(Object::toString).collect(Collectors.toSet())
                                    : Set.of()));
        }
    }

    private static Map<String, Set<String>> metrics() throws IOException {
        try (Reader file = Files.newBufferedReader(RunningProduct.repository().resolve("grafana/metrics.yaml"))) {
            Map<String, List<String>> lists = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return lists.entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, list -> Set.copyOf(list.getValue())));
        }
    }
}
