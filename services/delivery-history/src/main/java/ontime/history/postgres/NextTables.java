package ontime.history.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import ontime.history.facts.Published;
import ontime.history.projection.NextGeneration;
import ontime.history.projection.Rebuild;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The tables whose names begin with {@code next_}. */
final class NextTables implements NextGeneration {

    private static final int AT_ONCE = 2_000;

    private static final String TABLES = """
            CREATE TABLE next_fact (LIKE fact INCLUDING ALL) PARTITION BY RANGE (happened_at);
            CREATE TABLE next_mention (LIKE mention INCLUDING ALL) PARTITION BY RANGE (at);
            """;

    private static final String DAYS = """
            SELECT to_date(right(day.relname, 8), 'YYYYMMDD') FROM pg_inherits JOIN pg_class day ON day.oid = inhrelid
            WHERE inhparent = 'fact'::regclass ORDER BY 1
            """;

    /** An event that is read otherwise today may have happened a little earlier or later than it did. */
    private static final String PIECE = """
            SELECT event_id, type, published_at, body, EXISTS (
                SELECT FROM next_fact AS known WHERE known.event_id = fact.event_id
                AND known.happened_at > fact.happened_at - interval '1 day'
                AND known.happened_at < fact.happened_at + interval '1 day') AS known
            FROM fact
            WHERE happened_at >= CAST(:day AS timestamp) AT TIME ZONE 'UTC'
            AND happened_at < CAST(:day AS timestamp) AT TIME ZONE 'UTC' + interval '1 day'
            AND event_id > :after ORDER BY event_id LIMIT :limit
            """;

    private final DataSource database;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final PostgresJournal journal;
    private final StoredFacts serving;
    private @Nullable Connection alone;
    private List<LocalDate> days = List.of();
    private String after = "";

    NextTables(
            DataSource database,
            JdbcClient jdbc,
            TransactionOperations transaction,
            PostgresJournal journal,
            StoredFacts serving) {
        this.database = database;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.journal = journal;
        this.serving = serving;
    }

    /** A fact of the tables that serve; null where the topics have told it. */
    private record Old(String eventId, @Nullable Published fact) {}

    @Override
    public void begin() {
        haveAlone();
        transaction.executeWithoutResult(status -> {
            drop();
            jdbc.sql(TABLES).update();
        });
        days = jdbc.sql(DAYS).query(LocalDate.class).list();
        after = "";
    }

    @Override
    public void add(List<Published> facts) {
        journal.add(facts);
    }

    @Override
    public int carryOver() {
        while (!days.isEmpty()) {
            var piece = piece(days.getFirst());
            if (!piece.isEmpty()) {
                journal.add(
                        piece.stream().map(Old::fact).filter(Objects::nonNull).toList());
                after = piece.getLast().eventId;
                return piece.size();
            }
            days = days.subList(1, days.size());
            after = "";
        }
        return 0;
    }

    private List<Old> piece(LocalDate day) {
        return jdbc.sql(PIECE)
                .param("day", day)
                .param("after", after)
                .param("limit", AT_ONCE)
                .query((row, number) -> new Old(
                        row.getString("event_id"), row.getBoolean("known") ? null : serving.published(row, number)))
                .list();
    }

    @Override
    public void serve(Runnable catchingUp) {
        transaction.executeWithoutResult(status -> {
            Lock.WRITING.have(jdbc);
            catchingUp.run();
            // Whoever reads for long makes this wait, and while it waits everybody else would wait behind it.
            jdbc.sql("SET LOCAL lock_timeout = '10s'").update();
            jdbc.sql("SELECT serve_next_generation() IS NULL")
                    .query(Boolean.class)
                    .single();
        });
        release();
    }

    @Override
    public void abandon() {
        if (alone != null) {
            try {
                transaction.executeWithoutResult(status -> drop());
            } finally {
                release();
            }
        }
    }

    private void drop() {
        jdbc.sql("DROP TABLE IF EXISTS next_fact, next_mention").update();
    }

    /**
     * A lock of a connection, not of a transaction: it lasts as long as the rebuild, and no longer than this process.
     */
    private void haveAlone() {
        try {
            var connection = database.getConnection();
            boolean had = false;
            try {
                had = ask(connection, "SELECT pg_try_advisory_lock(%d)");
            } finally {
                if (!had) {
                    connection.close();
                }
            }
            if (!had) {
                throw new Rebuild.Running();
            }
            alone = connection;
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database does not answer", e);
        }
    }

    private void release() {
        try (var held = alone) {
            if (held != null) {
                ask(held, "SELECT pg_advisory_unlock(%d)");
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database does not answer", e);
        } finally {
            alone = null;
        }
    }

    private static boolean ask(Connection connection, String question) throws SQLException {
        try (var statement = connection.createStatement();
                var answer = statement.executeQuery(question.formatted(Lock.REBUILDING.key()))) {
            answer.next();
            return answer.getBoolean(1);
        }
    }
}
