package ontime.history.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcOperations;

/** Adds facts in the way that costs PostgreSQL least. It can only be gone where none of them is known. */
final class FactCopy {

    private static final String COPY = """
            COPY @fact (event_id, type, tenant, login_id, challenge_id, happened_at, published_at, traceparent, body)
                FROM STDIN
            """;

    private static final int USUAL_LENGTH = 800;

    private final JdbcOperations jdbc;
    private final FactJson json;
    private final Generation generation;

    FactCopy(JdbcOperations jdbc, FactJson json, Generation generation) {
        this.jdbc = jdbc;
        this.json = json;
        this.generation = generation;
    }

    /**
     * Adds all of these facts, or none.
     *
     * @return whether they are added; if not, one of them is known
     */
    boolean add(List<Published> facts) {
        var rows = rows(facts);
        try {
            return Boolean.TRUE.equals(jdbc.execute((Connection connection) -> {
                var before = connection.setSavepoint();
                try {
                    copy(connection, rows);
                } catch (SQLException e) {
                    // Without this the transaction would take nothing more.
                    connection.rollback(before);
                    throw e;
                }
                connection.releaseSavepoint(before);
                return true;
            }));
        } catch (DuplicateKeyException e) {
            return false;
        }
    }

    private void copy(Connection connection, byte[] rows) throws SQLException {
        var copying = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(generation.sql(COPY));
        copying.writeToCopy(rows, 0, rows.length);
        copying.endCopy();
    }

    private byte[] rows(List<Published> facts) {
        var rows = new StringBuilder(facts.size() * USUAL_LENGTH);
        for (var published : facts) {
            var fact = published.fact();
            column(rows, fact.eventId()).append('\t');
            column(rows, fact.type()).append('\t');
            column(rows, fact.tenant()).append('\t');
            column(rows, fact.loginId()).append('\t');
            column(rows, fact instanceof Fact.OfChallenge of ? of.challengeId() : null)
                    .append('\t');
            rows.append(fact.at()).append('\t');
            rows.append(published.publishedAt()).append('\t');
            column(rows, Objects.toString(published.trace(), null)).append('\t');
            column(rows, json.write(fact)).append('\n');
        }
        return rows.toString().getBytes(UTF_8);
    }

    /** As the text format of COPY has it. */
    private static StringBuilder column(StringBuilder rows, @Nullable String text) {
        if (text == null) {
            return rows.append("\\N");
        }
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            switch (letter) {
                case '\\' -> rows.append("\\\\");
                case '\t' -> rows.append("\\t");
                case '\n' -> rows.append("\\n");
                case '\r' -> rows.append("\\r");
                default -> rows.append(letter);
            }
        }
        return rows;
    }
}
