package ontime.stories;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A real Alertmanager that wakes nobody. */
final class Alertmanager implements AutoCloseable {

    private static final String SETTINGS = """
            route: {receiver: nobody}
            receivers: [{name: nobody}]
            """;

    private final Server server;

    private Alertmanager(Server server) {
        this.server = server;
    }

    static Alertmanager start(Path folder) throws IOException {
        var settings = Files.writeString(folder.resolve("alertmanager.yml"), SETTINGS);
        int port = Server.freePort();
        return new Alertmanager(Server.start(
                port,
                folder.resolve("log"),
                List.of(
                        "prometheus-alertmanager",
                        "--config.file=" + settings,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")));
    }

    String address() {
        return server.address();
    }

    /** Whether an alert of this name fires. */
    boolean knows(String alert) {
        JsonNode alerts = new JsonMapper()
                .readTree(server.get("/api/v2/alerts?filter="
                                + URLEncoder.encode("alertname=\"" + alert + "\"", StandardCharsets.UTF_8))
                        .orElseThrow());
        return !alerts.isEmpty();
    }

    @Override
    public void close() {
        server.close();
    }
}
