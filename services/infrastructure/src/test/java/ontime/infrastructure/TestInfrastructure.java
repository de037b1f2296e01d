package ontime.infrastructure;

import java.util.Map;

/**
 * What a test runs against: containers where an engine is found, else the same servers in this process tree. Each
 * server starts when it is first asked for, serves all tests of this JVM and ends with it.
 */
public final class TestInfrastructure {
    private static final Servers SERVERS = Servers.chosen();

    private TestInfrastructure() {}

    /** The broker's address, as {@code bootstrap.servers} takes it. */
    public static String kafka() {
        return SERVERS.kafka();
    }

    /** The schema registry's base address, as {@code ontime.registry.url} takes it. */
    public static String registry() {
        return SERVERS.registry();
    }

    /** The role and the schema of one service, made when they are missing: {@code issuer}, {@code history}. */
    public static DatabaseAccount schema(String service) {
        return SERVERS.postgres().schema(service);
    }

    /** All of the above under the names of the services' own properties, for a service that has a schema. */
    public static Map<String, String> properties(String service) {
        var account = schema(service);
        return Map.of(
                "spring.kafka.bootstrap-servers", kafka(),
                "ontime.registry.url", registry(),
                "spring.datasource.url", account.jdbcUrl(),
                "spring.datasource.username", account.user(),
                "spring.datasource.password", account.password());
    }

    /** The same for a service without a database. */
    public static Map<String, String> properties() {
        return Map.of("spring.kafka.bootstrap-servers", kafka(), "ontime.registry.url", registry());
    }
}
