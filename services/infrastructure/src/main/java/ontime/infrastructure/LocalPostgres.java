package ontime.infrastructure;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A PostgreSQL server as a process of its own, with its data in a directory that is kept. */
public final class LocalPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final EmbeddedPostgres process;
    private final Path data;

    private LocalPostgres(EmbeddedPostgres process, Path data) {
        this.process = process;
        this.data = data;
    }

    /**
     * Starts a server that listens on loopback only, after stopping one that a killed JVM left on the same data.
     *
     * @throws PortTakenException when somebody listens on the port already
     */
    public static LocalPostgres start(Path data, int port, Path log) {
        return start(data, port, log, Map.of());
    }

    /**
     * The same, with settings of {@code postgresql.conf} that one machine's work does not need.
     *
     * @throws PortTakenException when somebody listens on the port already
     */
    public static LocalPostgres start(Path data, int port, Path log, Map<String, String> settings) {
        stopOrphan(data);
        Ports.require(port, "PostgreSQL");
        try {
            Files.createDirectories(data);
            var builder = EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data.toAbsolutePath())
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setOverrideWorkingDirectory(
                            Programs.directory().resolve("postgres").toFile())
                    .setPGStartupWait(START_LIMIT)
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()));
            // The library starts it for throw-away tests, which lose commits in a crash; here they are kept.
            builder.setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on");
            builder.setServerConfig("listen_addresses", Ports.LOOPBACK)
                    .setServerConfig("shared_buffers", "24MB")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("max_wal_size", "256MB")
                    // Processes that would wait for work that one machine does not have.
                    .setServerConfig("io_method", "sync")
                    .setServerConfig("max_logical_replication_workers", "0")
                    .setServerConfig("jit", "off");
            settings.forEach(builder::setServerConfig);
            return new LocalPostgres(builder.start(), data);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not start, see " + log, e);
        }
    }

    /** Stops the server that a killed JVM has left on these data, if there is one: it holds a port. */
    public static void stopOrphan(Path data) {
        OrphanedPostgres.stop(data);
    }

    /** The number of the server's main process, which is not a child of this one. */
    public long pid() {
        return PostmasterFile.in(data).pid().orElseThrow();
    }

    public DatabaseServer server() {
        return new DatabaseServer(Ports.LOOPBACK, process.getPort(), SUPERUSER, SUPERUSER);
    }

    @Override
    public void close() {
        try {
            process.close();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL did not stop", e);
        }
    }
}
