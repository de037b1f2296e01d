package ontime.stories;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real Prometheus with the configuration and the rules of this repository. It asks and computes every second, and to
 * the rules a minute is one.
 */
final class Prometheus implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final Server server;

    private Prometheus(Server server) {
        this.server = server;
    }

    /**
     * Starts it and returns when it answers.
     *
     * @param folder for its configuration and data
     * @param services where each is, as host and port
     * @param alertmanager who is told of alerts, as host and port
     */
    static Prometheus start(Path folder, Map<String, String> services, String alertmanager) throws IOException {
        var settings = Files.writeString(folder.resolve("prometheus.yml"), settings(services, alertmanager));
        Files.createDirectories(folder.resolve("rules"));
        try (Stream<Path> rules = Files.list(AlertRule.folder())) {
            for (Path file : rules.toList()) {
                Files.writeString(
                        folder.resolve("rules").resolve(file.getFileName()), FasterRules.of(Files.readString(file)));
            }
        }
        int port = Server.freePort();
        return new Prometheus(Server.start(
                port,
                folder.resolve("log"),
                List.of(
                        "prometheus",
                        "--config.file=" + settings,
                        "--storage.tsdb.path=" + data(folder),
                        "--web.listen-address=127.0.0.1:" + port)));
    }

    /** Where its samples lie; what is there when it starts, it knows. */
    static Path data(Path folder) {
        return folder.resolve("data");
    }

    private static Path configured() {
        return RunningProduct.repository().resolve("grafana/prometheus");
    }

    private static String settings(Map<String, String> services, String alertmanager) throws IOException {
        var settings = Files.readString(configured().resolve("prometheus.yml"))
                .replace("scrape_interval: 5s", "scrape_interval: 1s")
                .replace("evaluation_interval: 30s", "evaluation_interval: 1s");
        for (Map.Entry<String, String> service : services.entrySet()) {
            settings = settings.replaceAll("\"" + service.getKey() + ":\\d+\"", "\"" + service.getValue() + "\"");
        }
        return settings.replace("\"alertmanager:9093\"", "\"" + alertmanager + "\"");
    }

    /** What an expression gives now. An expression that Prometheus does not understand fails the test. */
    JsonNode query(String expression) {
        return result("/api/v1/query?query=" + encode(expression));
    }

    /** What it gave over a time. */
    JsonNode range(String expression, Instant from, Instant to, Duration step) {
        return result("/api/v1/query_range?query=" + encode(expression) + "&start=" + from + "&end=" + to + "&step="
                + step.toSeconds());
    }

    /** All rules with their health. */
    JsonNode rules() {
        return JSON.readTree(server.get("/api/v1/rules").orElseThrow()).at("/data/groups");
    }

    private JsonNode result(String path) {
        var answer = JSON.readTree(server.get(path).orElseThrow(() -> new AssertionError("refused: " + path)));
        return answer.at("/data/result");
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
    }
}
