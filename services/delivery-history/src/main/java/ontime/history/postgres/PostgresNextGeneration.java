package ontime.history.postgres;

import javax.sql.DataSource;
import ontime.history.projection.NextGeneration;
import ontime.history.projection.Rebuild;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the tables of the next generation, and drops those that a process left that ended while it rebuilt. */
final class PostgresNextGeneration implements NextGeneration {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresNextGeneration.class);

    private static final String TABLES = """
            CREATE TABLE next_fact (LIKE fact INCLUDING ALL) PARTITION BY RANGE (happened_at);
            CREATE TABLE next_mention (LIKE mention INCLUDING ALL) PARTITION BY RANGE (at);
            CREATE TABLE next_login_day (LIKE login_day INCLUDING ALL);
            """;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final PostgresJournal journal;
    private final StoredFacts serving;
    private final Days tables;

    PostgresNextGeneration(
            DataSource database, JdbcClient jdbc, PlatformTransactionManager transactions, FactJson json) {
        this.database = database;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.journal = new PostgresJournal(
                jdbc,
                each(transactions),
                new FactTables(new JdbcTemplate(database), json, Generation.NEXT),
                new Erasures(new JdbcTemplate(database), json, Generation.NEXT));
        this.serving = new StoredFacts(jdbc, json, Generation.SERVING);
        this.tables = new Days(jdbc, transaction);
    }

    /** With a savepoint: what cannot be kept must not take back what was added before in the same transaction. */
    private static TransactionOperations each(PlatformTransactionManager transactions) {
        var each = new TransactionTemplate(transactions);
        each.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        return each;
    }

    @Override
    public Filling begin() {
        var lock = RebuildLock.take(database).orElseThrow(Rebuild.Running::new);
        var made = false;
        try {
            dropUseless();
            transaction.executeWithoutResult(status -> jdbc.sql(TABLES).update());
            var filling = new NextTables(lock, jdbc, transaction, journal, serving);
            made = true;
            return filling;
        } finally {
            if (!made) {
                lock.close();
            }
        }
    }

    /** Drops what a rebuild has left that nobody runs any more. */
    void clearUp() {
        try {
            var lock = RebuildLock.take(database);
            if (lock.isPresent()) {
                try (var _ = lock.get()) {
                    dropUseless();
                }
            }
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("what a rebuild left has to wait: {}", e.getClass().getSimpleName());
        }
    }

    private void dropUseless() {
        tables.drop(Generation.NEXT);
        tables.drop(Generation.OLD);
    }
}
