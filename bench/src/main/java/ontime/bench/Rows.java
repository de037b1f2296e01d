package ontime.bench;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** Looks into the database of what is measured. */
final class Rows {

    static final Duration PATIENCE = Duration.ofMinutes(5);

    private Rows() {}

    /** Returns when a count has become as large. */
    static void await(Connection database, String count, long expected)
            throws SQLException, InterruptedException, IOException {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        try (var statement = database.createStatement()) {
            while (System.nanoTime() < giveUp) {
                try (var found = statement.executeQuery(count)) {
                    found.next();
                    if (found.getLong(1) >= expected) {
                        return;
                    }
                }
                Thread.sleep(50);
            }
        }
        throw new IOException("not all has come: " + count);
    }

    /** @param url as libpq has it, with the user and the password */
    static Connection connect(String url) throws SQLException {
        var address = URI.create(url);
        var user = address.getUserInfo().split(":", 2);
        return DriverManager.getConnection(
                "jdbc:postgresql://" + address.getHost() + ":" + address.getPort() + address.getPath(),
                user[0],
                user[1]);
    }
}
