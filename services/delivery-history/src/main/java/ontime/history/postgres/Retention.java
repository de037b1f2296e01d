package ontime.history.postgres;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionOperations;

/** Drops the days that are over, and makes those that are to come. Every replica may do it at any time. */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** Longer than the topics keep anything that could bring back what was erased, on a broker's own settings, too. */
    private static final Duration ERASURES_KEPT = Duration.ofDays(16);

    private static final int DAYS_AHEAD = 2;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Days days;
    private final Duration kept;
    private final InstantSource clock;

    Retention(JdbcClient jdbc, TransactionOperations transaction, Duration kept, InstantSource clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.days = new Days(jdbc, transaction);
        this.kept = kept;
        this.clock = clock;
    }

    void sweep() {
        try {
            transaction.executeWithoutResult(status -> makeDays());
            dropDays();
            forgetErasures();
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("old days have to wait: {}", e.getClass().getSimpleName());
        }
    }

    private void makeDays() {
        jdbc.sql("SELECT count(make_day('', day)) FROM generate_series(CAST(:first AS date), CAST(:first AS date) + "
                        + DAYS_AHEAD + ", interval '1 day') AS days (at), CAST(at AS date) AS day")
                .param("first", clock.instant().atOffset(ZoneOffset.UTC).toLocalDate())
                .query(Long.class)
                .single();
    }

    private void dropDays() {
        var dropped = days.dropBefore(
                clock.instant().minus(kept).atOffset(ZoneOffset.UTC).toLocalDate());
        if (dropped > 0) {
            LOG.info("dropped {} tables of days that are no longer kept", dropped);
        }
    }

    private void forgetErasures() {
        jdbc.sql("DELETE FROM erasure WHERE erased_at < :limit")
                .param("limit", clock.instant().minus(ERASURES_KEPT).atOffset(ZoneOffset.UTC))
                .update();
    }
}
