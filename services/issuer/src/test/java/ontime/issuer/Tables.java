package ontime.issuer;

import java.sql.DriverManager;
import java.sql.SQLException;
import ontime.infrastructure.TestInfrastructure;

/** The tables of an issuer, seen past it. */
final class Tables {

    private Tables() {}

    static long count(String schema, String table) {
        return Long.parseLong(text(schema, "select count(*) from " + table));
    }

    /** All rows as text. */
    static String dump(String schema, String table) {
        return text(schema, "select string_agg(one::text, E'\\n') from " + table + " one");
    }

    static String text(String schema, String query) {
        var account = TestInfrastructure.schema(schema);
        try (var connection = DriverManager.getConnection(account.jdbcUrl(), account.user(), account.password());
                var statement = connection.createStatement();
                var found = statement.executeQuery(query)) {
            found.next();
            String text = found.getString(1);
            return text == null ? "" : text;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
