package ontime.infrastructure;

import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** Servers in containers. Testcontainers removes them when this JVM is gone, however it ends. */
final class ContainerServers implements Servers {
    private static final String KAFKA = "apache/kafka:4.2.1";
    private static final String REGISTRY = "apicurio/apicurio-registry:3.3.3";
    private static final String POSTGRES = "postgres:18";
    private static final int REGISTRY_PORT = 8080;
    private static final int POSTGRES_PORT = 5432;

    private @Nullable KafkaContainer kafka;
    private @Nullable GenericContainer<?> registry;
    private @Nullable PostgreSQLContainer postgres;

    @Override
    public synchronized String kafka() {
        if (kafka == null) {
            kafka = new KafkaContainer(KAFKA).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
            kafka.start();
        }
        return kafka.getBootstrapServers();
    }

    @Override
    public synchronized String registry() {
        if (registry == null) {
            registry = new GenericContainer<>(REGISTRY)
                    .withExposedPorts(REGISTRY_PORT)
                    .waitingFor(Wait.forHttp("/apis/ccompat/v7/subjects").forPort(REGISTRY_PORT));
            registry.start();
            CompatibilityRule.demand(url(registry));
        }
        return url(registry);
    }

    private static String url(GenericContainer<?> registry) {
        return "http://" + registry.getHost() + ":" + registry.getMappedPort(REGISTRY_PORT);
    }

    @Override
    public synchronized DatabaseServer postgres() {
        if (postgres == null) {
            postgres = new PostgreSQLContainer(POSTGRES);
            postgres.start();
        }
        return new DatabaseServer(
                postgres.getHost(),
                postgres.getMappedPort(POSTGRES_PORT),
                postgres.getUsername(),
                postgres.getPassword());
    }
}
