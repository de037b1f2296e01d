package ontime.bench.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ontime.infrastructure.DatabaseAccount;
import ontime.infrastructure.Folders;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.LocalRegistry;
import ontime.infrastructure.Ports;
import ontime.sealing.KeyFolder;
import org.jspecify.annotations.Nullable;

/** One history with a database, a broker and a registry of its own. It can be started and stopped while they run. */
public final class LoneHistory implements AutoCloseable {

    private static final long SECONDS_TO_START = 120;

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
    private final String tenant;
    private final List<String> more;
    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final DatabaseAccount account;
    private final int port = Ports.free();
    private final HttpClient http = HttpClient.newHttpClient();
    private @Nullable Process process;

    private LoneHistory(
            Path home,
            String tenant,
            List<String> more,
            LocalPostgres postgres,
            LocalKafka kafka,
            LocalRegistry registry) {
        this.home = home;
        this.tenant = tenant;
        this.more = more;
        this.postgres = postgres;
        this.kafka = kafka;
        this.registry = registry;
        this.account = postgres.server().schema("history");
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
        var postgres =
                LocalPostgres.start(home.resolve("postgres"), Ports.free(), home.resolve("postgres.log"), DATABASE);
        var kafka = LocalKafka.start(home.resolve("kafka"), Ports.free());
        var registry =
                LocalRegistry.start(postgres.server().database("registry"), Ports.free(), home.resolve("registry.log"));
        KeyFolder.create(home.resolve("keys"));
        var history = new LoneHistory(home, tenant, more, postgres, kafka, registry);
        history.start();
        return history;
    }

    void start() throws IOException, InterruptedException {
        process = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("history.log").toFile())
                .start();
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (!isReady()) {
            if (System.nanoTime() > giveUp || process.waitFor(100, TimeUnit.MILLISECONDS)) {
                String log = Files.readString(home.resolve("history.log"));
                close();
                throw new IOException("the history did not start: " + log.substring(Math.max(0, log.length() - 2000)));
            }
        }
    }

    void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            process = null;
        }
    }

    private List<String> command() throws IOException {
        var user = "--ontime.history.users.bench.";
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-jar",
                jar().toString(),
                "--server.address=" + Ports.LOOPBACK,
                "--server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--ontime.registry.url=" + registry.url(),
                "--spring.datasource.url=" + account.jdbcUrl(),
                "--spring.datasource.username=" + account.user(),
                "--spring.datasource.password=" + account.password(),
                "--ontime.history.http-basic=true",
                // One person follows for all. A page that was left is noticed when something is sent to it, and its
                // place is taken for so long.
                "--ontime.history.console.followers=" + PLACES,
                "--ontime.history.console.followers-of-one=" + PLACES,
                "--ontime.history.search.fingerprint-key=" + fingerprintKey(),
                // What a password costs on purpose is not the history's time: people log in once a day.
                user + "password={noop}bench",
                user + "roles=ADMIN",
                user + "tenants=" + tenant);
        return Stream.concat(command.stream(), more.stream()).toList();
    }

    private static Path jar() throws IOException {
        try (var jars =
                Files.newDirectoryStream(Path.of("services/delivery-history/target"), "delivery-history-*-app.jar")) {
            return jars.iterator().next();
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/actuator/health/readiness").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
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
        return HttpRequest.newBuilder(URI.create("http://" + Ports.LOOPBACK + ":" + port + path))
                .header("Authorization", "Basic " + CREDENTIALS)
                .build();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(account.jdbcUrl(), account.user(), account.password());
    }

    Path home() {
        return home;
    }

    Path fingerprintKey() {
        return home.resolve("keys").resolve("fingerprints.hmac");
    }

    public String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    public String registryUrl() {
        return registry.url();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        registry.close();
        kafka.close();
        postgres.close();
        Folders.delete(home);
    }
}
