package ontime.history.postgres;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import ontime.history.facts.Published;
import ontime.history.projection.NextGeneration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** The tables whose names begin with {@code next_}. */
final class NextTables implements NextGeneration.Filling {

    private static final Logger LOG = LoggerFactory.getLogger(NextTables.class);
    private static final int AT_ONCE = 2_000;

    private static final String DAYS = """
            SELECT to_date(right(day.relname, 8), 'YYYYMMDD') FROM pg_inherits JOIN pg_class day ON day.oid = inhrelid
            WHERE inhparent = 'fact'::regclass ORDER BY 1
            """;

    /** An event that is read otherwise today may have happened a little earlier or later than it did. */
    private static final String PIECE = """
            SELECT event_id, type, published_at, traceparent, body, EXISTS (
                SELECT FROM next_fact AS known WHERE known.event_id = fact.event_id
                AND known.happened_at > fact.happened_at - interval '1 day'
                AND known.happened_at < fact.happened_at + interval '1 day') AS known
            FROM fact
            WHERE happened_at >= CAST(:day AS timestamp) AT TIME ZONE 'UTC'
            AND happened_at < CAST(:day AS timestamp) AT TIME ZONE 'UTC' + interval '1 day'
            AND event_id > :after ORDER BY event_id LIMIT :limit
            """;

    private final RebuildLock lock;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final PostgresJournal journal;
    private final StoredFacts serving;
    private final Days tables;
    private List<LocalDate> days;
    private String after = "";
    private Generation useless = Generation.NEXT;

    /** Tables that are there, empty. */
    NextTables(
            RebuildLock lock,
            JdbcClient jdbc,
            TransactionOperations transaction,
            PostgresJournal journal,
            StoredFacts serving) {
        this.lock = lock;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.journal = journal;
        this.serving = serving;
        this.tables = new Days(jdbc, transaction);
        this.days = jdbc.sql(DAYS).query(LocalDate.class).list();
    }

    /** A fact of the tables that serve; null where the topics have told it. */
    private record Old(String eventId, @Nullable Published fact) {}

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
    public boolean serve(BooleanSupplier catchingUp) {
        try {
            var serves = Boolean.TRUE.equals(transaction.execute(status -> {
                // Whoever writes or reads for long makes this wait, and while it waits everybody else waits behind it.
                jdbc.sql("SET LOCAL lock_timeout = '10s'").update();
                Lock.WRITING.have(jdbc);
                lock.requireHeld();
                if (!catchingUp.getAsBoolean()) {
                    status.setRollbackOnly();
                    return false;
                }
                jdbc.sql("SELECT serve_next_generation() IS NULL")
                        .query(Boolean.class)
                        .single();
                return true;
            }));
            if (serves) {
                useless = Generation.OLD;
            }
            return serves;
        } catch (PessimisticLockingFailureException e) {
            LOG.info("the new tables have to wait for somebody who uses the old ones");
            return false;
        }
    }

    @Override
    public void close() {
        try (lock) {
            tables.drop(useless);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "tables that serve no more are dropped later: {}",
                    e.getClass().getSimpleName());
        }
    }
}
