package ontime.directory.postgres;

import com.zaxxer.hikari.HikariDataSource;
import ontime.infrastructure.TestInfrastructure;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The directory's tables in a schema of a test's own, without a directory. */
final class DirectorySchema implements AutoCloseable {

    private final HikariDataSource connections = new HikariDataSource();

    DirectorySchema(String name) {
        var account = TestInfrastructure.schema(name);
        connections.setJdbcUrl(account.jdbcUrl());
        connections.setUsername(account.user());
        connections.setPassword(account.password());
        connections.setSchema(name);
        connections.setMaximumPoolSize(8);
        Flyway.configure()
                .dataSource(connections)
                .schemas(name)
                .createSchemas(false)
                .locations("classpath:ontime/directory/migrations")
                .load()
                .migrate();
    }

    JdbcClient database() {
        return JdbcClient.create(connections);
    }

    JdbcTemplate batches() {
        return new JdbcTemplate(connections);
    }

    TransactionTemplate transactions() {
        return new TransactionTemplate(new DataSourceTransactionManager(connections));
    }

    /** What the planner believes of a table from now on is what is in it now, whatever comes. */
    void remember(String table) {
        database()
                .sql("alter table " + table + " set (autovacuum_enabled = false)")
                .update();
        database().sql("analyze " + table).update();
    }

    @Override
    public void close() {
        connections.close();
    }
}
