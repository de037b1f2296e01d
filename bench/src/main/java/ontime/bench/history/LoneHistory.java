package ontime.bench.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import ontime.bench.service.Servers;
import ontime.bench.service.Service;
import ontime.infrastructure.Folders;
import ontime.sealing.KeyFolder;

/** One history with servers of its own. It can be started and stopped while they run. */
public final class LoneHistory implements AutoCloseable {

    private static final int PLACES = 1_000;

    /** What an administrator gives a database server of 8 GB, and PostgreSQL's own defaults are too small for. */
    private static final Map<String, String> DATABASE = Map.of(
            "shared_buffers", "2GB",
            "effective_cache_size", "6GB",
            "max_wal_size", "4GB",
            "checkpoint_timeout", "15min",
            "maintenance_work_mem", "512MB",
            "work_mem", "32MB",
            "random_page_cost", "1.1");

    private static final String CREDENTIALS =
            Base64.getEncoder().encodeToString("bench:bench".getBytes(StandardCharsets.UTF_8));

    private final Path home;
    private final Servers servers;
    private final Service service;
    private final HttpClient http = HttpClient.newHttpClient();

    private LoneHistory(Path home, Servers servers, Service service) {
        this.home = home;
        this.servers = servers;
        this.service = service;
    }

    /** Starts what it needs, and it for the first time, so that there are tables and topics. */
    public static LoneHistory open(String tenant) throws IOException, InterruptedException {
        return open(tenant, List.of());
    }

    /**
     * The same.
     *
     * @param more settings, as arguments
     */
    static LoneHistory open(String tenant, List<String> more) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory("ontime-bench");
        KeyFolder.create(home.resolve("keys"));
        var user = "--ontime.history.users.bench.";
        var settings = Stream.of(
                "--ontime.history.http-basic=true",
                // One person follows for all. A page that was left is noticed when something is sent to it, and its
                // place is taken for so long.
                "--ontime.history.console.followers=" + PLACES,
                "--ontime.history.console.followers-of-one=" + PLACES,
                "--ontime.history.search.fingerprint-key=" + fingerprintKey(home),
                // What a password costs on purpose is not the history's time: people log in once a day.
                user + "password={noop}bench",
                user + "roles=ADMIN",
                user + "tenants=" + tenant);
        var servers = Servers.start(home, DATABASE);
        var service = servers.run(
                "delivery-history",
                home,
                "history",
                Stream.concat(settings, more.stream()).toList());
        return new LoneHistory(home, servers, service);
    }

    void start() throws IOException, InterruptedException {
        service.start();
    }

    void stop() throws InterruptedException {
        service.stop();
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path), BodyHandlers.ofString());
    }

    /** The answer as it comes in, for as long as the reader is open. */
    BufferedReader follow(String path) throws IOException, InterruptedException {
        var answer = http.send(request(path), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            answer.body().close();
            throw new IOException("HTTP " + answer.statusCode() + " for " + path);
        }
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(service.url(path))
                .header("Authorization", "Basic " + CREDENTIALS)
                .build();
    }

    Connection connect() throws SQLException {
        return service.connect();
    }

    Path home() {
        return home;
    }

    Path fingerprintKey() {
        return fingerprintKey(home);
    }

    private static Path fingerprintKey(Path home) {
        return home.resolve("keys").resolve("fingerprints.hmac");
    }

    public String bootstrapServers() {
        return servers.kafka().bootstrapServers();
    }

    public String registryUrl() {
        return servers.registry().url();
    }

    @Override
    public void close() {
        service.close();
        servers.close();
        Folders.delete(home);
    }
}
