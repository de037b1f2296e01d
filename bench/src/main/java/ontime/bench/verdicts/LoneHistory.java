package ontime.bench.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ontime.bench.baseline.ServiceKafka;
import ontime.infrastructure.DatabaseAccount;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.LocalRegistry;
import ontime.infrastructure.Ports;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The delivery history as it is shipped, with a database, a broker and a registry, and no other service. */
final class LoneHistory implements AutoCloseable {

    private static final long SECONDS_TO_START = 180;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private LoneHistory(LocalPostgres postgres, LocalKafka kafka, LocalRegistry registry, Process process, int port) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.registry = registry;
        this.process = process;
        this.port = port;
    }

    /** Starts all of it on free ports, with its data in a folder, and returns when the history is ready. */
    static LoneHistory start(Path home) throws IOException, InterruptedException {
        var postgres = LocalPostgres.start(home.resolve("postgres"), Ports.free(), home.resolve("postgres.log"));
        var kafka = LocalKafka.start(home.resolve("kafka"), Ports.free());
        var registry =
                LocalRegistry.start(postgres.server().database("registry"), Ports.free(), home.resolve("registry.log"));
        int port = Ports.free();
        DatabaseAccount account = postgres.server().schema("history");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.concat(
                        Stream.of(java, "-XX:+UseSerialGC", "-Xmx512m", "-jar", jar().toString()),
                        settings(kafka, registry, account, port))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("history.log").toFile())
                .start();
        var history = new LoneHistory(postgres, kafka, registry, process, port);
        history.awaitReady();
        return history;
    }

    private static Stream<String> settings(
            LocalKafka kafka, LocalRegistry registry, DatabaseAccount account, int port) {
        var user = "--ontime.history.users.bench.";
        return Stream.of(
                "--server.address=" + Ports.LOOPBACK,
                "--server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--ontime.registry.url=" + registry.url(),
                "--spring.datasource.url=" + account.jdbcUrl(),
                "--spring.datasource.username=" + account.user(),
                "--spring.datasource.password=" + account.password(),
                "--ontime.history.http-basic=true",
                // Not hashed: the benchmark asks ten thousand times, and hashing is made to take long.
                user + "password={noop}bench",
                user + "roles=SUPPORT",
                user + "tenants=" + PlayedLogin.TENANT);
    }

    private static Path jar() throws IOException {
        try (var jars =
                Files.newDirectoryStream(Path.of("services/delivery-history/target"), "delivery-history-*-app.jar")) {
            return jars.iterator().next();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (System.nanoTime() < giveUp && !process.waitFor(200, TimeUnit.MILLISECONDS)) {
            if (isReady()) {
                return;
            }
        }
        close();
        throw new IOException("the history did not start, see its log");
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/actuator/health/readiness") != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** What it answers; null when it is not found or not there yet. */
    @Nullable
    JsonNode get(String path) throws IOException, InterruptedException {
        var credentials = Base64.getEncoder().encodeToString("bench:bench".getBytes(UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://" + Ports.LOOPBACK + ":" + port + path))
                .header("Authorization", "Basic " + credentials)
                .build();
        var answer = http.send(request, BodyHandlers.ofString(UTF_8));
        return answer.statusCode() == 200 ? JSON.readTree(answer.body()) : null;
    }

    /** How every service speaks to this broker. */
    ServiceKafka speech() {
        return new ServiceKafka(kafka.bootstrapServers(), registry.url());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        registry.close();
        kafka.close();
        postgres.close();
    }
}
