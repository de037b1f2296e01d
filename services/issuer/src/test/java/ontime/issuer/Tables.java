package ontime.issuer;

import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ontime.infrastructure.TestInfrastructure;

/** The tables of an issuer, seen past it. */
final class Tables {

    private static final Pattern BYTES = Pattern.compile("\\\\+x((?:[0-9a-f]{2})+)");

    private Tables() {}

    static long count(String schema, String table) {
        return Long.parseLong(text(schema, "select count(*) from " + table));
    }

    /** All rows as text. */
    static String dump(String schema, String table) {
        return text(schema, "select string_agg(one::text, E'\\n') from " + table + " one");
    }

    /** The tables that a service has. */
    static List<String> names(String schema) {
        return List.of(
                text(schema, "select string_agg(tablename, ' ') from pg_tables where schemaname = current_schema")
                        .split(" ", -1));
    }

    /** All rows of all tables that a service has, with what its columns of bytes say where that is text. */
    static String dump(String schema) {
        String rows = names(schema).stream()
                .map(table -> table + ":\n" + dump(schema, table))
                .collect(Collectors.joining("\n"));
        return BYTES.matcher(rows).replaceAll(match -> Matcher.quoteReplacement(text(match.group(1))));
    }

    private static String text(String hexadecimal) {
        return new String(HexFormat.of().parseHex(hexadecimal), StandardCharsets.ISO_8859_1);
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
