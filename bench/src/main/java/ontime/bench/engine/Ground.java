package ontime.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ontime.infrastructure.Folders;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.LocalRegistry;
import ontime.infrastructure.Ports;

/** What all parts share: a schema registry with its database, and the keys of an installation. */
final class Ground implements AutoCloseable {

    private final Path home;
    private final LocalPostgres postgres;
    private final LocalRegistry registry;
    private final Requests requests;
    private final Pace pace;
    private int fields;

    private Ground(Path home, LocalPostgres postgres, LocalRegistry registry, Pace pace) {
        this.home = home;
        this.postgres = postgres;
        this.registry = registry;
        this.requests = new Requests(home.resolve("keys"));
        this.pace = pace;
    }

    static Ground open(Pace pace) throws IOException {
        Path home = Files.createTempDirectory("ontime-bench");
        var postgres = LocalPostgres.start(home.resolve("postgres"), Ports.free(), home.resolve("postgres.log"));
        var registry =
                LocalRegistry.start(postgres.server().database("registry"), Ports.free(), home.resolve("registry.log"));
        return new Ground(home, postgres, registry, pace);
    }

    /** A broker with empty topics. */
    Field field() throws Exception {
        return field(1);
    }

    /**
     * The same.
     *
     * @param keptOneIn of so many requests one says that its trace is kept
     */
    Field field(int keptOneIn) throws Exception {
        return Field.open(home, fields++, registry.url(), requests, keptOneIn);
    }

    Pace pace() {
        return pace;
    }

    @Override
    public void close() {
        registry.close();
        postgres.close();
        Folders.delete(home);
    }
}
