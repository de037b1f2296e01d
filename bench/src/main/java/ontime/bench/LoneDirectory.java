package ontime.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ontime.infrastructure.DatabaseAccount;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.LocalRegistry;
import ontime.infrastructure.Ports;
import ontime.sealing.KeyFolder;
import org.jspecify.annotations.Nullable;

/** One directory with a database, a broker and a registry, and nobody who reads what it publishes. */
final class LoneDirectory implements AutoCloseable {

    private static final String ADMIN_KEY = "an-admin-key-for-the-benchmark-0123456789";
    private static final long SECONDS_TO_START = 120;

    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final DatabaseAccount account;
    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private LoneDirectory(
            LocalPostgres postgres,
            LocalKafka kafka,
            LocalRegistry registry,
            DatabaseAccount account,
            Process process,
            int port) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.registry = registry;
        this.account = account;
        this.process = process;
        this.port = port;
    }

    /** Starts all of it on free ports, with its data in a folder, and returns when the directory is ready. */
    static LoneDirectory start(Path home) throws IOException, InterruptedException {
        var postgres = LocalPostgres.start(home.resolve("postgres"), Ports.free(), home.resolve("postgres.log"));
        var kafka = LocalKafka.start(home.resolve("kafka"), Ports.free());
        var registry =
                LocalRegistry.start(postgres.server().database("registry"), Ports.free(), home.resolve("registry.log"));
        Path keys = home.resolve("keys");
        KeyFolder.create(keys);
        int port = Ports.free();
        var account = postgres.server().schema("directory");
        var directory = "--ontime.directory.";
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
                directory + "keys.fingerprints=" + keys.resolve("fingerprints.json"),
                directory + "keys.contents=" + keys.resolve("directory.json"),
                directory + "keys.recovery=" + keys.resolve("recovery.json"),
                directory + "keys.issuer=" + keys.resolve("issuer.public.json"),
                directory + "tenants.bench.test-numbers=true",
                directory + "tenants.bench.admin-keys[0]=" + sha256(ADMIN_KEY));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("directory.log").toFile())
                .start();
        var started = new LoneDirectory(postgres, kafka, registry, account, process, port);
        started.awaitReady();
        return started;
    }

    private static Path jar() throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of("services/directory/target"), "directory-*-app.jar")) {
            return jars.iterator().next();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        while (System.nanoTime() < giveUp && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
            if (isReady()) {
                return;
            }
        }
        close();
        throw new IOException("the directory did not start, see its log");
    }

    private boolean isReady() throws InterruptedException {
        try {
            return call("GET", "/actuator/health/readiness", null, null).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** An administrator calls. */
    HttpResponse<String> call(String method, String path, @Nullable String type, @Nullable String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + Ports.LOOPBACK + ":" + port + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Reason", "bench")
                .header("Authorization", "Bearer " + ADMIN_KEY);
        if (type != null) {
            request.header("Content-Type", type);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(account.jdbcUrl(), account.user(), account.password());
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
