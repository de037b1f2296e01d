package ontime.infrastructure;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An Apicurio schema registry as a process of its own, which keeps its schemas in PostgreSQL and dies with this JVM.
 */
public final class LocalRegistry implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int LOG_LINES_SHOWN = 20;
    private static final long POLL_MILLISECONDS = 100;

    private final Process process;
    private final int port;

    private LocalRegistry(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts a registry that listens on loopback only, and waits until it answers.
     *
     * @throws PortTakenException when somebody listens on the port already
     */
    public static LocalRegistry start(DatabaseAccount database, int port, Path log) {
        Ports.require(port, "the schema registry");
        var builder = new ProcessBuilder(command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(settings(database, port));
        try {
            var registry = new LocalRegistry(builder.start(), port);
            registry.awaitReady();
            CompatibilityRule.demand(registry.url());
            return registry;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the schema registry did not start; the end of " + log + ":\n" + lastLines(log), e);
        }
    }

    /** The base address, without a path of one of its interfaces. */
    public String url() {
        return "http://" + Ports.LOOPBACK + ":" + port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx88m",
                "-Xmn20m",
                "-Xss512k",
                "-XX:MetaspaceSize=128m",
                "-XX:ReservedCodeCacheSize=128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-cp",
                ownClasses() + File.pathSeparator + Programs.registry(),
                Leash.class.getName(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint");
    }

    private static Path ownClasses() {
        try {
            return Path.of(Leash.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("cannot tell where the own classes are", e);
        }
    }

    /** In the environment, not on the command line, because everybody on the machine can read that. */
    private static Map<String, String> settings(DatabaseAccount database, int port) {
        return Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", Ports.LOOPBACK),
                Map.entry("QUARKUS_HTTP_PORT", Integer.toString(port)),
                // Left alone, it opens port 9000 on all interfaces.
                Map.entry("QUARKUS_MANAGEMENT_HOST", Ports.LOOPBACK),
                Map.entry("QUARKUS_MANAGEMENT_PORT", Integer.toString(Ports.free())),
                Map.entry("APICURIO_STORAGE_KIND", "sql"),
                Map.entry("APICURIO_STORAGE_SQL_KIND", "postgresql"),
                // Its own default is twenty connections at once, each of them a process of PostgreSQL.
                Map.entry("APICURIO_DATASOURCE_JDBC_INITIAL_SIZE", "1"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MIN_SIZE", "1"),
                Map.entry("APICURIO_DATASOURCE_JDBC_MAX_SIZE", "4"),
                Map.entry("APICURIO_DATASOURCE_URL", database.jdbcUrl()),
                Map.entry("APICURIO_DATASOURCE_USERNAME", database.user()),
                Map.entry("APICURIO_DATASOURCE_PASSWORD", database.password()));
    }

    private static String lastLines(Path log) {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()));
        } catch (IOException e) {
            return "(" + e.getMessage() + ")";
        }
    }

    private void awaitReady() throws IOException {
        var deadline = System.nanoTime() + START_LIMIT.toNanos();
        try (var client = HttpClient.newHttpClient()) {
            while (!answers(client)) {
                if (process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                    throw new IOException("it ended with code " + process.exitValue());
                }
                if (System.nanoTime() > deadline) {
                    close();
                    throw new IOException("it did not answer within " + START_LIMIT.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while it was starting", e);
        }
    }

    private boolean answers(HttpClient client) throws InterruptedException {
        var question = HttpRequest.newBuilder(URI.create(url() + "/apis/ccompat/v7/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return client.send(question, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
