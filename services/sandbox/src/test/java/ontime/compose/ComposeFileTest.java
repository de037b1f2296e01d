package ontime.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be said about the compose file without starting anything. */
class ComposeFileTest {

    private static final Map<String, Integer> PORTS_OF_THE_CONTRACT = Map.of(
            "delivery-history",
            8080,
            "issuer",
            8081,
            "receipt-gateway",
            8082,
            "directory",
            8083,
            "sms-worker",
            8084,
            "email-worker",
            8085,
            "sandbox",
            8090);

    private Map<String, String> variables = Map.of();
    private ComposeFile file;

    @BeforeEach
    void readsTheFile() throws IOException {
        variables = Repository.newEnvironment();
        file = ComposeFile.read(Repository.COMPOSE_FILE, variables);
    }

    @Test
    void everyServiceThatCanBeStartedIsInIt() throws IOException {
        try (Stream<Path> modules = Files.list(Repository.ROOT.resolve("services"))) {
            List<String> startable = modules.filter(ComposeFileTest::makesAnExecutableJar)
                    .map(module -> module.getFileName().toString())
                    .toList();

            assertThat(file.own()).extracting(ComposeService::name).containsAll(startable);
        }
    }

    @Test
    void servicesListenWhereTheContractSays() {
        PORTS_OF_THE_CONTRACT.forEach((service, port) ->
                assertThat(file.service(service).port()).as(service).isEqualTo(port));
    }

    @Test
    void thePortThatTheInternetReachesIsNotTheOneForManagement() {
        ComposeService gateway = file.service("receipt-gateway");

        assertThat(gateway.managementPort()).isNotEqualTo(gateway.port());
    }

    /** All of them, or a trace has holes. */
    @Test
    void everyServiceIsToldWhereTracesGo() {
        for (String service :
                List.of("issuer", "sms-worker", "email-worker", "delivery-history", "receipt-gateway", "directory")) {
            assertThat(file.service(service).environment())
                    .as(service)
                    .containsEntry("ONTIME_TRACING_ENDPOINT", "")
                    .containsEntry("ONTIME_TRACING_RATIO", "0.1");
        }
    }

    @Test
    void noSecretHasADefault() throws IOException {
        Pattern variable = Pattern.compile("(?<!\\$)\\$\\{?(\\w+)([^}]*)}?");
        List<String> withoutDemand = Files.readAllLines(Repository.COMPOSE_FILE).stream()
                .flatMap(line -> variable.matcher(line.replace("$$", "")).results())
                .filter(found -> !found.group(2).startsWith(":?"))
                .map(found -> found.group(1))
                .toList();

        assertThat(withoutDemand)
                .containsExactly("ONTIME_TRACING_ENDPOINT", "ONTIME_TRACING_RATIO", "ONTIME_HISTORY_CONSOLE_TRACEURL");
    }

    @Test
    void noSecretIsWrittenIntoTheFile() {
        // The simulated phone network takes any credentials; whoever points the worker at AWS has to change them.
        List<String> written = file.all().stream()
                .flatMap(service -> service.environment().entrySet().stream())
                .filter(entry -> entry.getKey().matches(".*(PASSWORD|(API|ADMIN|ACCESS|GATEWAY)KEYS?|SECRET).*"))
                .filter(entry -> !variables.containsValue(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList();

        assertThat(written).containsExactly("AWS_SECRET_ACCESS_KEY");
    }

    @Test
    void secretsAreNewEachTime() throws IOException {
        assertThat(Repository.newEnvironment().values()).doesNotContainAnyElementsOf(variables.values());
    }

    @Test
    void aMissingVariableIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ComposeFile.read(Repository.COMPOSE_FILE, Map.of()))
                .withMessageContaining("PASSWORD");
    }

    @Test
    void eachServiceGetsItsOwnKeysAndNoOthers() {
        Map<String, List<String>> services = new TreeMap<>();
        for (ComposeService service : file.own()) {
            service.mounts().values().stream()
                    .filter(volume -> volume.endsWith("keys"))
                    .forEach(volume -> services.computeIfAbsent(volume, any -> new ArrayList<>())
                            .add(service.name()));
        }

        assertThat(services)
                .containsEntry("keys", List.of("keys"))
                .containsEntry("issuer-keys", List.of("keys", "issuer"))
                .containsEntry("sms-worker-keys", List.of("keys", "sms-worker"))
                .containsEntry("email-worker-keys", List.of("keys", "email-worker"))
                .containsEntry("history-keys", List.of("keys", "delivery-history"))
                .containsEntry("sandbox-keys", List.of("signing-key", "sandbox"))
                .containsEntry("receipt-gateway-keys", List.of("signing-key", "receipt-gateway"))
                .containsEntry("directory-keys", List.of("keys", "directory"));
    }

    @Test
    void whatAServiceWaitsForIsInTheFile() {
        List<String> names = file.all().stream().map(ComposeService::name).toList();

        for (ComposeService service : file.all()) {
            assertThat(names)
                    .as(service.name())
                    .containsAll(service.dependencies().keySet());
        }
    }

    @Test
    void filesThatAreMountedExist() {
        for (ComposeService service : file.all()) {
            assertThat(service.mounts().values().stream().filter(source -> source.startsWith("./")))
                    .as(service.name())
                    .allSatisfy(source ->
                            assertThat(Repository.ROOT.resolve(source)).exists());
        }
    }

    @Test
    void prometheusAsksEveryServiceThatMeasures() throws IOException {
        JsonNode settings = yaml(Repository.ROOT.resolve("grafana/prometheus/prometheus.yml"));
        var targets = new ArrayList<String>();
        for (JsonNode service : settings.at("/scrape_configs/0/static_configs")) {
            service.at("/targets").forEach(target -> targets.add(target.asString()));
            // Without a port, that is what rules and dashboards call it.
            assertThat(service.at("/targets/0").asString())
                    .startsWith(service.at("/labels/service").asString() + ":");
        }

        assertThat(targets)
                .containsExactlyInAnyOrderElementsOf(Stream.of(
                                "issuer",
                                "sms-worker",
                                "email-worker",
                                "delivery-history",
                                "receipt-gateway",
                                "directory")
                        .map(file::service)
                        .map(service -> service.hostname() + ":" + service.managementPort())
                        .toList());
    }

    @Test
    void prometheusTellsTheAlertmanager() throws IOException {
        JsonNode settings = yaml(Repository.ROOT.resolve("grafana/prometheus/prometheus.yml"));

        assertThat(settings.at("/alerting/alertmanagers/0/static_configs/0/targets/0")
                        .asString())
                .isEqualTo(file.service("alertmanager").hostname() + ":9093");
    }

    @Test
    void grafanaAsksPrometheus() throws IOException {
        JsonNode settings = yaml(Repository.ROOT.resolve("grafana/provisioning/datasources/prometheus.yaml"));

        assertThat(settings.at("/datasources/0/url").asString())
                .isEqualTo("http://" + file.service("prometheus").hostname() + ":9090");
    }

    @Test
    void grafanaFindsItsDashboards() throws IOException {
        JsonNode provider = yaml(Repository.ROOT.resolve("grafana/provisioning/dashboards/ontime.yaml"));

        assertThat(file.service("grafana").mounts())
                .containsEntry(provider.at("/providers/0/options/path").asString(), "./grafana/dashboards");
    }

    private static boolean makesAnExecutableJar(Path module) {
        try {
            Path pom = module.resolve("pom.xml");
            return Files.exists(pom)
                    && Files.readString(pom).contains("<artifactId>spring-boot-maven-plugin</artifactId>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode yaml(Path file) throws IOException {
        Object document = new Yaml().load(Files.readString(file));
        return JsonMapper.shared().valueToTree(document);
    }
}
