package ontime.history.postgres;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Drops the tables of days, each in a transaction of its own: it takes a lock for each of its indexes too, and a server
 * has room for the locks of some hundred days. What is listed of these days goes with them.
 */
final class Days {

    private static final String BEFORE = """
            SELECT day.relname FROM pg_inherits JOIN pg_class AS day ON day.oid = inhrelid
            WHERE inhparent IN (to_regclass(:prefix || 'fact'), to_regclass(:prefix || 'mention'))
              AND to_date(right(day.relname, 8), 'YYYYMMDD') < :day
            ORDER BY day.relname
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    Days(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Drops the days before this one of the tables that serve, and tells how many tables that were. */
    int dropBefore(LocalDate firstKept) {
        var dropped = dropBefore(Generation.SERVING, firstKept);
        transaction.executeWithoutResult(status -> {
            // Of an erasure, which takes rows out in another order, each would wait for the other.
            Lock.WRITING.share(jdbc);
            for (var table : List.of("login_day", "unlisted_day")) {
                jdbc.sql("DELETE FROM " + table + " WHERE day < :day")
                        .param("day", firstKept)
                        .update();
            }
        });
        return dropped;
    }

    /** Drops a generation that does not serve, with all its days. */
    void drop(Generation generation) {
        dropBefore(generation, LocalDate.MAX);
        drop(generation.sql("@fact"));
        drop(generation.sql("@mention"));
        drop(generation.sql("@login_day"));
    }

    private int dropBefore(Generation generation, LocalDate firstKept) {
        List<String> days = jdbc.sql(BEFORE)
                .param("prefix", generation.prefix())
                .param("day", firstKept)
                .query(String.class)
                .list();
        days.forEach(this::drop);
        return days.size();
    }

    private void drop(String table) {
        transaction.executeWithoutResult(status -> {
            // Whoever reads for long makes this wait, and while it waits everybody else would wait behind it.
            jdbc.sql("SET LOCAL lock_timeout = '2s'").update();
            jdbc.sql("DROP TABLE IF EXISTS " + table).update();
        });
    }
}
