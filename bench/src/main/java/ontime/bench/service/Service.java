package ontime.bench.service;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ontime.infrastructure.DatabaseAccount;
import ontime.infrastructure.Ports;
import org.jspecify.annotations.Nullable;

/** One service, from its jar. It can be started and stopped while its servers run. */
public final class Service implements AutoCloseable {

    private static final long SECONDS_TO_START = 120;
    private static final long SECONDS_TO_STOP = 30;
    private static final int LOG_SHOWN = 2000;

    private final String module;
    private final Path home;
    private final Servers servers;
    private final DatabaseAccount account;
    private final List<String> settings;
    private final int port = Ports.free();
    private @Nullable Process process;

    /** Nothing runs yet. */
    Service(String module, Path home, Servers servers, String schema, List<String> settings) {
        this.module = module;
        this.home = home;
        this.servers = servers;
        this.account = servers.postgres().server().schema(schema);
        this.settings = settings;
    }

    /**
     * Returns when it is ready.
     *
     * @throws IOException with the end of its log, when it does not become so
     */
    public void start() throws IOException, InterruptedException {
        var log = home.resolve(module + ".log");
        var started = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        process = started;
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_START);
        try (var http = HttpClient.newHttpClient()) {
            while (!isReady(http)) {
                if (System.nanoTime() > giveUp || started.waitFor(100, TimeUnit.MILLISECONDS)) {
                    close();
                    String said = Files.readString(log);
                    throw new IOException(
                            module + " did not start: " + said.substring(Math.max(0, said.length() - LOG_SHOWN)));
                }
            }
        }
    }

    private List<String> command() throws IOException {
        // The same heap and collector for all. The serial collector leaves the second core to the servers.
        var java = Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-jar",
                jar().toString());
        var surroundings = Stream.of(
                "--server.address=" + Ports.LOOPBACK,
                "--server.port=" + port,
                "--management.server.port=" + port,
                "--spring.kafka.bootstrap-servers=" + servers.kafka().bootstrapServers(),
                "--ontime.registry.url=" + servers.registry().url(),
                "--spring.datasource.url=" + account.jdbcUrl(),
                "--spring.datasource.username=" + account.user(),
                "--spring.datasource.password=" + account.password());
        return Stream.of(java, surroundings, settings.stream())
                .flatMap(part -> part)
                .toList();
    }

    private Path jar() throws IOException {
        try (var jars = Files.newDirectoryStream(Path.of("services", module, "target"), module + "-*-app.jar")) {
            return jars.iterator().next();
        }
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

    public URI url(String path) {
        return URI.create("http://" + Ports.LOOPBACK + ":" + port + path);
    }

    public ProcessHandle process() {
        if (process == null) {
            throw new IllegalStateException(module + " does not run");
        }
        return process.toHandle();
    }

    /** A connection to its own schema. */
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(account.jdbcUrl(), account.user(), account.password());
    }

    public void stop() throws InterruptedException {
        if (process != null) {
            process.destroy();
            if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            process = null;
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
