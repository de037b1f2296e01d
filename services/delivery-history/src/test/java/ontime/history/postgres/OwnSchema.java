package ontime.history.postgres;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.sql.DataSource;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import ontime.history.projection.Journal;
import ontime.history.projection.RebuildLog;
import ontime.history.search.Fingerprints;
import ontime.infrastructure.TestInfrastructure;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A schema of a test's own in the real database, and what the product makes of it. */
final class OwnSchema {

    static final FactJson JSON = new FactJson(JsonMapper.shared());

    final DataSource database;
    final JdbcClient jdbc;
    final PlatformTransactionManager transactions;
    final TransactionTemplate transaction;
    private final Flyway flyway;

    private OwnSchema(String name) {
        var account = TestInfrastructure.schema(name);
        database = new DriverManagerDataSource(account.jdbcUrl(), account.user(), account.password());
        jdbc = JdbcClient.create(database);
        transactions = new JdbcTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        flyway = Flyway.configure()
                .dataSource(database)
                .locations("classpath:ontime/history/migrations")
                .schemas(name)
                .load();
    }

    static OwnSchema of(String name) {
        var schema = new OwnSchema(name);
        schema.migrate("latest");
        return schema;
    }

    /** As it was when this was the newest version. */
    static OwnSchema ofVersion(String name, String version) {
        var schema = new OwnSchema(name);
        schema.migrate(version);
        return schema;
    }

    void migrate(String version) {
        Flyway.configure()
                .configuration(flyway.getConfiguration())
                .target(version)
                .load()
                .migrate();
    }

    Journal journal() {
        return new PostgresJournal(
                jdbc,
                transaction,
                new FactTables(new JdbcTemplate(database), JSON, Generation.SERVING),
                new Erasures(new JdbcTemplate(database), JSON, Generation.SERVING));
    }

    /** Lists all days of which not all logins are listed, unless a rebuild runs. */
    void listDays() {
        var days = rows("unlisted_day").size();
        for (var day = 0; day < days; day++) {
            new UnlistedDays(jdbc, transaction).listOldest();
        }
    }

    RebuildLog rebuildLog() {
        return new RebuildTable(jdbc);
    }

    PostgresNextGeneration next() {
        return new PostgresNextGeneration(database, jdbc, transactions, JSON);
    }

    PostgresLoginSearch search(Fingerprints fingerprints) {
        return new PostgresLoginSearch(
                new MentionTable(jdbc, Generation.SERVING),
                new StoredFacts(jdbc, JSON, Generation.SERVING),
                fingerprints);
    }

    PostgresLoginSearch search() {
        return search(new PlainFingerprints());
    }

    PostgresEraser eraser(Instant now) {
        return new PostgresEraser(
                new JdbcTemplate(database), transaction, JSON, new SecureRandom(), InstantSource.fixed(now));
    }

    /** All rows of all tables, and what they are of. */
    Map<String, List<String>> rows() {
        var rows = new TreeMap<String, List<String>>();
        for (var table : jdbc.sql("""
                        SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace
                        AND relkind IN ('r', 'p') AND NOT relispartition AND relname NOT LIKE 'flyway%'
                        """).query(String.class).list()) {
            rows.put(table, rows(table));
        }
        return rows;
    }

    List<String> rows(String table) {
        return jdbc.sql("SELECT one::text FROM " + table + " AS one ORDER BY 1")
                .query(String.class)
                .list();
    }

    /** The same fact with other fields. */
    static Published with(Published published, Consumer<ObjectNode> change) {
        var body = (ObjectNode) JSON.tree(published.fact());
        change.accept(body);
        Fact changed = JSON.read(published.fact().type(), body);
        return new Published(changed, published.publishedAt());
    }

    /** Says what it is asked: tests have no key. */
    static final class PlainFingerprints implements Fingerprints {
        @Override
        public boolean available() {
            return true;
        }

        @Override
        public Optional<String> ofPhone(String written) {
            var digits = written.replaceAll("[^0-9+]", "");
            return digits.startsWith("+") || digits.startsWith("07")
                    ? Optional.of("SMS:" + digits.replaceFirst("^0", "+44"))
                    : Optional.empty();
        }

        @Override
        public Optional<String> ofEmail(@Nullable String written) {
            return written != null && written.contains("@") ? Optional.of("EMAIL:" + written) : Optional.empty();
        }
    }
}
