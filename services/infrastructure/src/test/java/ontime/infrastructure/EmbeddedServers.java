package ontime.infrastructure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Servers in this process tree, on free ports, with their data in a directory that is gone afterwards. */
final class EmbeddedServers implements Servers {
    private final Path directory;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private @Nullable LocalKafka kafka;
    private @Nullable LocalRegistry registry;
    private @Nullable LocalPostgres postgres;

    EmbeddedServers() {
        try {
            directory = Files.createTempDirectory("ontime-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop the test infrastructure"));
    }

    @Override
    public synchronized String kafka() {
        if (kafka == null) {
            kafka = remembered(LocalKafka.start(directory.resolve("kafka"), Ports.free()));
        }
        return kafka.bootstrapServers();
    }

    @Override
    public synchronized String registry() {
        if (registry == null) {
            var database = postgres().database("registry");
            registry = remembered(LocalRegistry.start(database, Ports.free(), directory.resolve("registry.log")));
        }
        return registry.url();
    }

    @Override
    public synchronized DatabaseServer postgres() {
        if (postgres == null) {
            postgres = remembered(LocalPostgres.start(
                    directory.resolve("postgres"), Ports.free(), directory.resolve("postgres.log")));
        }
        return postgres.server();
    }

    private <T extends AutoCloseable> T remembered(T server) {
        started.push(server);
        return server;
    }

    private synchronized void stop() {
        for (var server : started) {
            try {
                server.close();
            } catch (Exception e) {
                System.err.println("[ontime] " + server + " did not stop: " + e.getMessage());
            }
        }
        Folders.delete(directory);
    }
}
