package ontime.sandbox.launcher;

import java.util.stream.Stream;
import ontime.infrastructure.DatabaseServer;
import ontime.infrastructure.LocalKafka;
import ontime.infrastructure.LocalPostgres;
import ontime.infrastructure.LocalRegistry;

/**
 * One installation as it runs: three servers and seven services, of which the database and the registry are processes.
 */
final class Machine implements AutoCloseable {
    private final Startup startup;
    private final Readiness readiness = new Readiness();
    private final Step<LocalPostgres> postgres;

    /** Begins to start everything. */
    Machine(Installation installation, Progress progress) {
        startup = new Startup(progress);
        var ports = installation.ports();
        var home = installation.home();
        var settings = new ServiceSettings(installation, this::database);
        var runner = new ServiceRunner(readiness);

        postgres = startup.step(
                "PostgreSQL",
                "port " + ports.postgres(),
                () -> LocalPostgres.start(
                        home.postgres(), ports.postgres(), home.logs().resolve("postgres.log")));
        var kafka = startup.step("Kafka", "port " + ports.kafka(), () -> LocalKafka.start(home.kafka(), ports.kafka()));
        startup.step(
                "schema registry",
                PortPlan.url(ports.registry()),
                () -> LocalRegistry.start(
                        database().database("registry"),
                        ports.registry(),
                        home.logs().resolve("registry.log")),
                postgres);
        Stream.of(Service.values())
                .forEach(service -> startup.step(
                        service.artifact(),
                        PortPlan.url(service.port(ports)),
                        () -> runner.start(service, settings.arguments(service)),
                        service.needsServers() ? new Step<?>[] {postgres, kafka} : new Step<?>[0]));
    }

    /** Returns when everything takes requests. */
    void awaitReady() {
        startup.await();
        readiness.set(true);
    }

    boolean isReady() {
        return readiness.isReady();
    }

    DatabaseServer database() {
        return postgres.result().server();
    }

    /** The processes beside this one and its children. */
    Stream<ProcessHandle> processes() {
        return ProcessHandle.of(postgres.result().pid()).stream();
    }

    @Override
    public void close() {
        readiness.set(false);
        startup.close();
    }
}
