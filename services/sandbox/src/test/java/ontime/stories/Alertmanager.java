package ontime.stories;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Alertmanager. Whom it would wake is this test, which notes what it is told and how the API shows it. */
final class Alertmanager implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int NO_CONTENT = 204;

    private final Server server;
    private final HttpServer receiver;

    /** All that the API has shown as active. */
    private final Set<Alert> shown = ConcurrentHashMap.newKeySet();

    /** What was said last of each alert, by its labels: firing or resolved. */
    private final Map<Map<String, String>, String> told = new ConcurrentHashMap<>();

    private Alertmanager(Server server, HttpServer receiver) {
        this.server = server;
        this.receiver = receiver;
    }

    static Alertmanager start(Path folder) throws IOException {
        var receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        var settings = Files.writeString(folder.resolve("alertmanager.yml"), """
                route: {receiver: test, group_by: ["..."], group_wait: 0s, group_interval: 1s}
                receivers: [{name: test, webhook_configs: [{url: "http://127.0.0.1:%d/"}]}]
                """.formatted(
                        receiver.getAddress().getPort()));
        int port = Server.freePort();
        var server = Server.start(
                port,
                folder.resolve("log"),
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=" + settings,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address="));
        var alertmanager = new Alertmanager(server, receiver);
        receiver.createContext("/", alertmanager::isTold);
        receiver.start();
        return alertmanager;
    }

    private void isTold(HttpExchange exchange) throws IOException {
        try (exchange) {
            for (JsonNode alert : JSON.readTree(exchange.getRequestBody()).at("/alerts")) {
                told.put(Alert.of(alert).labels(), alert.at("/status").asString());
            }
            shown.addAll(firing());
            exchange.sendResponseHeaders(NO_CONTENT, -1);
        }
    }

    String address() {
        return server.address();
    }

    /** What the API shows as active now. */
    List<Alert> firing() {
        return StreamSupport.stream(
                        JSON.readTree(server.get("/api/v2/alerts?active=true").orElseThrow())
                                .spliterator(),
                        false)
                .map(Alert::of)
                .toList();
    }

    /** All of this name and with these labels that the API has shown as active, now or before. */
    Set<Alert> haveFired(String name, Map<String, String> labels) {
        return shown.stream().filter(alert -> alert.is(name, labels)).collect(Collectors.toSet());
    }

    /** Whether it has fired, the all-clear was given, and the API shows it no more. */
    boolean hasCleared(String name, Map<String, String> labels) {
        var alerts = haveFired(name, labels);
        return !alerts.isEmpty()
                && alerts.stream().allMatch(alert -> "resolved".equals(told.get(alert.labels())))
                && firing().stream().noneMatch(alert -> alert.is(name, labels));
    }

    @Override
    public void close() {
        server.close();
        receiver.stop(0);
    }
}
