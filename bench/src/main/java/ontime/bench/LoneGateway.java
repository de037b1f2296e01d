package ontime.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.LocalRegistry;
import ontime.infrastructure.Ports;

/** One receipt gateway with a database, a broker and a registry, and nobody who reads what it publishes. */
final class LoneGateway implements AutoCloseable {

    static final String ACCESS_KEY = "a-key-for-the-benchmark-0123456789";
    private static final long SECONDS_TO_START = 120;

    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final Process process;
    private final int port;

    private LoneGateway(LocalPostgres postgres, LocalKafka kafka, LocalRegistry registry, Process process, int port) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.registry = registry;
        this.process = process;
        this.port = port;
    }

    /** Starts all of it on free ports, with its data in a folder, and returns when the gateway is ready. */
    static LoneGateway start(Path home) throws IOException, InterruptedException {
        var postgres = LocalPostgres.start(home.resolve("postgres"), Ports.free(), home.resolve("postgres.log"));
        var kafka = LocalKafka.start(home.resolve("kafka"), Ports.free());
        var registry =
                LocalRegistry.start(postgres.server().database("registry"), Ports.free(), home.resolve("registry.log"));
        var port = Ports.free();
        var account = postgres.server().schema("gateway");
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-jar",
                jar().toString(),
                "--server.address=" + Ports.LOOPBACK,
                "--server.port=" + port,
                "--management.server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--ontime.registry.url=" + registry.url(),
                "--spring.datasource.url=" + account.jdbcUrl(),
                "--spring.datasource.username=" + account.user(),
                "--spring.datasource.password=" + account.password(),
                "--ontime.gateway.firehose.access-keys=" + sha256(ACCESS_KEY));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("gateway.log").toFile())
                .start();
        var gateway = new LoneGateway(postgres, kafka, registry, process, port);
        gateway.awaitReady();
        return gateway;
    }

    private static Path jar() throws IOException {
        var folder = Path.of("services/receipt-gateway/target");
        try (var jars = Files.newDirectoryStream(folder, "receipt-gateway-*-app.jar")) {
            return jars.iterator().next();
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        try (var http = HttpClient.newHttpClient()) {
            while (System.nanoTime() < giveUp && !process.waitFor(100, TimeUnit.MILLISECONDS)) {
                if (isReady(http)) {
                    return;
                }
            }
        }
        close();
        throw new IOException("the gateway did not start, see its log");
    }

    private boolean isReady(HttpClient http) throws InterruptedException {
        try {
            var question =
                    HttpRequest.newBuilder(url("/actuator/health/readiness")).build();
            return http.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    URI url(String path) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port + path);
    }

    /** The gateway and its database. */
    List<ProcessHandle> processes() {
        return List.of(process.toHandle(), ProcessHandle.of(postgres.pid()).orElseThrow());
    }

    String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    String databaseUrl() {
        return postgres.server().owner().libpqUrl();
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
