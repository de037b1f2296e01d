package ontime.issuer.postgres;

import com.zaxxer.hikari.HikariDataSource;
import ontime.infrastructure.TestInfrastructure;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The issuer's tables in a schema of a test's own, without an issuer. */
final class IssuerSchema implements AutoCloseable {

    private final HikariDataSource connections = new HikariDataSource();

    IssuerSchema(String name) {
        var account = TestInfrastructure.schema(name);
        connections.setJdbcUrl(account.jdbcUrl());
        connections.setUsername(account.user());
        connections.setPassword(account.password());
        connections.setSchema(name);
        connections.setMaximumPoolSize(2);
        Flyway.configure()
                .dataSource(connections)
                .schemas(name)
                .createSchemas(false)
                .locations("classpath:ontime/issuer/migrations")
                .load()
                .migrate();
    }

    HikariDataSource connections() {
        return connections;
    }

    JdbcClient database() {
        return JdbcClient.create(connections);
    }

    @Override
    public void close() {
        connections.close();
    }
}
