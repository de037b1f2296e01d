package ontime.history.postgres;

import java.time.LocalDate;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lists the logins of days that a version before has written, which listed none. Until then everybody who looks for a
 * login looks into these days as well. Every replica may do it at any time.
 */
final class UnlistedDays {

    private static final Logger LOG = LoggerFactory.getLogger(UnlistedDays.class);

    /**
     * Where a rebuild runs, the days of its tables are meant, too, and wait until these serve. The oldest, because a
     * replica of a version before marks the present one again and again.
     */
    private static final String OLDEST = "SELECT min(day) FROM unlisted_day WHERE to_regclass('next_fact') IS NULL";

    /**
     * First, and waits for those who write to the day without listing: what comes after this is listed by its writer.
     */
    private static final String TAKE = "DELETE FROM unlisted_day WHERE day = :day";

    /** An erasure by a version before leaves the name of the login. */
    private static final String FORGET = """
            DELETE FROM login_day AS listed WHERE day = :day AND NOT EXISTS (
                SELECT FROM fact WHERE fact.tenant = listed.tenant AND fact.login_id = listed.login_id AND {days})
            """;

    private static final String LIST = """
            INSERT INTO login_day (tenant, login_id, day)
            SELECT DISTINCT tenant, login_id, CAST(:day AS date) FROM fact WHERE {days} ORDER BY tenant, login_id
            ON CONFLICT DO NOTHING
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    UnlistedDays(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Lists the oldest day, if there is one: a day at a time, so that nobody waits for long. */
    void listOldest() {
        try {
            var day = jdbc.sql(OLDEST).query(LocalDate.class).optional();
            day.ifPresent(this::list);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn(
                    "logins of a day have to wait to be listed: {}",
                    e.getClass().getSimpleName());
        }
    }

    private void list(LocalDate day) {
        transaction.executeWithoutResult(_ -> {
            waitBriefly();
            // Alone: whoever writes a fact of a login that is listed already leaves no trace of it in the list.
            Lock.WRITING.have(jdbc);
            run(FORGET, day);
        });
        var listed = transaction.execute(status -> {
            waitBriefly();
            // Nothing is erased meanwhile, and no other tables begin to serve.
            Lock.WRITING.share(jdbc);
            // Asked again after the wait: a rebuild may have begun, and whoever writes now marks the day anew.
            if (run(TAKE, day) == 0 || isRebuilt()) {
                status.setRollbackOnly();
                return 0;
            }
            return run(LIST, day);
        });
        LOG.info("listed {} logins of {}", listed, day);
    }

    /** Everybody who writes would wait behind this, and so would all that this process does by the clock. */
    private void waitBriefly() {
        jdbc.sql("SET LOCAL lock_timeout = '2s'").update();
    }

    private boolean isRebuilt() {
        return jdbc.sql("SELECT to_regclass('next_fact') IS NOT NULL")
                .query(Boolean.class)
                .single();
    }

    private int run(String statement, LocalDate day) {
        return jdbc.sql(statement.replace("{days}", OnDays.condition("fact.happened_at", List.of(day))))
                .param("day", day)
                .update();
    }
}
