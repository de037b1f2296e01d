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
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ontime.infrastructure.DatabaseAccount;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.LocalRegistry;
import ontime.infrastructure.Ports;
import ontime.sealing.KeyFolder;

/** One issuer with a database, a broker and a registry, and nobody who reads what it publishes. */
final class LoneIssuer implements AutoCloseable {

    static final String API_KEY = "a-key-for-the-benchmark-0123456789";
    private static final long SECONDS_TO_START = 120;

    private final LocalPostgres postgres;
    private final LocalKafka kafka;
    private final LocalRegistry registry;
    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private LoneIssuer(LocalPostgres postgres, LocalKafka kafka, LocalRegistry registry, Process process, int port) {
        this.postgres = postgres;
        this.kafka = kafka;
        this.registry = registry;
        this.process = process;
        this.port = port;
    }

    /** Starts all of it on free ports, with its data in a folder, and returns when the issuer is ready. */
    static LoneIssuer start(Path home) throws IOException, InterruptedException {
        var postgres = LocalPostgres.start(home.resolve("postgres"), Ports.free(), home.resolve("postgres.log"));
        var kafka = LocalKafka.start(home.resolve("kafka"), Ports.free());
        var registry =
                LocalRegistry.start(postgres.server().database("registry"), Ports.free(), home.resolve("registry.log"));
        Path keys = home.resolve("keys");
        KeyFolder.create(keys);
        int port = Ports.free();
        DatabaseAccount account = postgres.server().schema("issuer");
        List<String> command = Stream.concat(
                        Stream.of(java(), "-XX:+UseSerialGC", "-jar", jar().toString()),
                        settings(keys, kafka, registry, account, port))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("issuer.log").toFile())
                .start();
        var issuer = new LoneIssuer(postgres, kafka, registry, process, port);
        issuer.awaitReady();
        return issuer;
    }

    private static Stream<String> settings(
            Path keys, LocalKafka kafka, LocalRegistry registry, DatabaseAccount account, int port) {
        var issuer = "--ontime.issuer.";
        return Stream.of(
                "--server.address=" + Ports.LOOPBACK,
                "--server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                "--ontime.registry.url=" + registry.url(),
                "--spring.datasource.url=" + account.jdbcUrl(),
                "--spring.datasource.username=" + account.user(),
                "--spring.datasource.password=" + account.password(),
                issuer + "keys.codes=" + keys.resolve("codes.json"),
                issuer + "keys.fingerprints=" + keys.resolve("fingerprints.json"),
                issuer + "keys.contents=" + keys.resolve("contents.json"),
                issuer + "keys.sms=" + keys.resolve("sms.public.json"),
                issuer + "keys.email=" + keys.resolve("email.public.json"),
                issuer + "keys.issuer=" + keys.resolve("issuer.private.json"),
                issuer + "tenants.bench.api-keys[0]=" + sha256(API_KEY));
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Path jar() throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of("services/issuer/target"), "issuer-*-app.jar")) {
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
        throw new IOException("the issuer did not start, see its log");
    }

    private boolean isReady() throws InterruptedException {
        try {
            var request =
                    HttpRequest.newBuilder(url("/actuator/health/readiness")).build();
            return http.send(request, BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(url(path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + API_KEY)
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    URI url(String path) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port + path);
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    LocalPostgres postgres() {
        return postgres;
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
