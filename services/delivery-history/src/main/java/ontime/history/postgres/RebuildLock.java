package ontime.history.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * What one who rebuilds has alone, in whatever process. A lock of a connection, not of a transaction: it lasts as long
 * as the rebuild, and no longer than this process.
 */
final class RebuildLock implements AutoCloseable {

    private static final int SECONDS_TO_ANSWER = 5;

    private final Connection connection;

    private RebuildLock(Connection connection) {
        this.connection = connection;
    }

    /** Nothing while somebody else has it. */
    static Optional<RebuildLock> take(DataSource database) {
        try {
            var connection = database.getConnection();
            var had = false;
            try {
                had = ask(connection, "SELECT pg_try_advisory_lock(%d)");
                return had ? Optional.of(new RebuildLock(connection)) : Optional.empty();
            } finally {
                if (!had) {
                    connection.close();
                }
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database does not answer", e);
        }
    }

    /** A connection that was lost took the lock with it, and somebody else may have it now. */
    void requireHeld() {
        try {
            if (!connection.isValid(SECONDS_TO_ANSWER)) {
                throw new DataAccessResourceFailureException("the lock of the rebuild was lost with its connection");
            }
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database does not answer", e);
        }
    }

    @Override
    public void close() {
        try (connection) {
            ask(connection, "SELECT pg_advisory_unlock(%d)");
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("the database does not answer", e);
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
