package ontime.bench.history;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** The fastest way that PostgreSQL has: the rows of the history from files into tables of the same form. */
final class Copy {

    private static final String[] TABLES = {"fact", "mention", "login_day"};

    private final LoneHistory history;

    Copy(LoneHistory history) {
        this.history = history;
    }

    /** Events a second, the better of two times. */
    double rate() throws SQLException, IOException {
        try (var connection = history.connect()) {
            var copy = connection.unwrap(PGConnection.class).getCopyAPI();
            for (String table : TABLES) {
                try (var file = Files.newOutputStream(file(table))) {
                    copy.copyOut("COPY (SELECT * FROM " + table + ") TO STDOUT", file);
                }
            }
            long events = Projection.number(connection, "SELECT count(*) FROM fact");
            return Math.max(events / seconds(connection, copy), events / seconds(connection, copy));
        }
    }

    private double seconds(Connection connection, CopyManager copy) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS twin_fact, twin_mention, twin_login_day");
            statement.execute("CREATE TABLE twin_fact (LIKE fact INCLUDING ALL) PARTITION BY RANGE (happened_at);"
                    + "CREATE TABLE twin_mention (LIKE mention INCLUDING ALL) PARTITION BY RANGE (at);"
                    + "CREATE TABLE twin_login_day (LIKE login_day INCLUDING ALL)");
            statement.execute("""
                    SELECT make_day('twin_', to_date(right(relname, 8), 'YYYYMMDD'))
                    FROM pg_inherits JOIN pg_class day ON day.oid = inhrelid WHERE inhparent = 'fact'::regclass
                    """);
        }
        long begin = System.nanoTime();
        for (String table : TABLES) {
            try (var file = Files.newInputStream(file(table))) {
                copy.copyIn("COPY twin_" + table + " FROM STDIN", file, 1 << 16);
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private Path file(String table) {
        return history.home().resolve(table + ".copy");
    }
}
