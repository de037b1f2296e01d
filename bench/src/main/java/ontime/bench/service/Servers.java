package ontime.bench.service;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.LocalRegistry;
import ontime.infrastructure.Ports;

/** A database, a broker and a registry, real ones on free ports. */
public record Servers(LocalPostgres postgres, LocalKafka kafka, LocalRegistry registry) implements AutoCloseable {

    /** Starts them with their data in a folder. */
    public static Servers start(Path home) throws IOException, InterruptedException {
        return start(home, Map.of());
    }

    /**
     * The same.
     *
     * @param database settings of PostgreSQL
     */
    public static Servers start(Path home, Map<String, String> database) throws IOException, InterruptedException {
        var postgres =
                LocalPostgres.start(home.resolve("postgres"), Ports.free(), home.resolve("postgres.log"), database);
        var kafka = LocalKafka.start(home.resolve("kafka"), Ports.free());
        var registry =
                LocalRegistry.start(postgres.server().database("registry"), Ports.free(), home.resolve("registry.log"));
        return new Servers(postgres, kafka, registry);
    }

    /**
     * Starts a service on them, and returns when it is ready.
     *
     * @param module of the build, in {@code services/}
     * @param home where its log goes
     * @param schema that it has in the database
     * @param settings its own, as arguments; where it listens and what its servers are is told it already
     * @throws IOException with the end of its log, when it does not become ready; the servers are stopped then
     */
    public Service run(String module, Path home, String schema, List<String> settings)
            throws IOException, InterruptedException {
        var service = new Service(module, home, this, schema, settings);
        try {
            service.start();
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
        return service;
    }

    @Override
    public void close() {
        registry.close();
        kafka.close();
        postgres.close();
    }
}
