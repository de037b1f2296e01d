package ontime.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Table;
import ontime.infrastructure.Folders;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Imports a table of users with a phone and a mail address each, into an empty directory. Beside it, the rows that came
 * of it go into tables of the same form by COPY, the fastest way that PostgreSQL has.
 */
final class ImportRate {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> TABLES = List.of("user_account", "contact_version", "follower_state");
    private static final int WARM_UP = 5_000;
    private static final double GOAL_A_MINUTE = 100_000;
    private static final int NUMBERS = 1_000;

    private final int users;

    ImportRate(int users) {
        this.users = users;
    }

    Findings measure() throws Exception {
        Path home = Files.createTempDirectory("ontime-bench");
        try (var directory = LoneDirectory.start(home);
                var database = directory.connect()) {
            seconds(directory, "warm", Math.min(WARM_UP, users));
            double dry = seconds(directory, "?dryRun=true", "real", users);
            double real = seconds(directory, "real", users);
            double known = seconds(directory, "real", users);
            double copied = copy(database, home);
            return new Findings(
                    "import",
                    "how many users are imported a minute?",
                    new Table(
                            List.of("what", "users", "seconds", "users a minute"),
                            List.of(
                                    row("COPY of the same rows, without the events", users, copied),
                                    row("import", users, real),
                                    row("the same, a dry run", users, dry),
                                    row("import of what is known", users, known))),
                    List.of(Goal.atLeast("users imported a minute", GOAL_A_MINUTE, users / real * 60)),
                    List.of("each user with a phone and a mail address: two contacts, two events and a contact book"),
                    List.of());
        } finally {
            Folders.delete(home);
        }
    }

    private static List<Object> row(String what, int users, double seconds) {
        return List.of(what, users, seconds, users / seconds * 60);
    }

    private static double seconds(LoneDirectory directory, String mark, int count) throws Exception {
        return seconds(directory, "", mark, count);
    }

    private static double seconds(LoneDirectory directory, String query, String mark, int count) throws Exception {
        String table = table(mark, count);
        long begin = System.nanoTime();
        JsonNode progress =
                require(202, directory.call("POST", "/v1/imports" + query, "text/csv; charset=utf-8", table));
        String path = "/v1/imports/" + progress.path("importId").asString();
        while (Set.of("WAITING", "RUNNING").contains(progress.path("state").asString())) {
            Thread.sleep(50);
            progress = require(200, directory.call("GET", path, null, null));
        }
        if (!progress.path("state").asString().equals("DONE")
                || progress.path("refused").asInt() > 0) {
            throw new IOException("the import ended otherwise: " + progress);
        }
        return (System.nanoTime() - begin) / 1e9;
    }

    private static JsonNode require(int status, HttpResponse<String> answer) throws IOException {
        if (answer.statusCode() != status) {
            throw new IOException("HTTP " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    private static String table(String mark, int count) {
        var table = new StringBuilder("userId,phone,email\n");
        for (int number = 0; number < count; number++) {
            table.append(String.format(
                    Locale.ROOT,
                    "%s-%06d,07700 900%03d,%s.%d@example.org\n",
                    mark,
                    number,
                    number % NUMBERS,
                    mark,
                    number));
        }
        return table.toString();
    }

    /** Seconds, of all rows of the directory: those of the warm-up are few beside the others. */
    private static double copy(Connection connection, Path home) throws SQLException, IOException {
        var copy = connection.unwrap(PGConnection.class).getCopyAPI();
        for (String table : TABLES) {
            try (var statement = connection.createStatement();
                    var file = Files.newOutputStream(home.resolve(table + ".copy"))) {
                statement.execute("CREATE TABLE twin_" + table + " (LIKE " + table + " INCLUDING ALL)");
                copy.copyOut("COPY (SELECT * FROM " + table + " WHERE user_id LIKE 'real-%') TO STDOUT", file);
            }
        }
        var seconds = new ArrayList<Double>();
        for (int round = 0; round < 2; round++) {
            seconds.add(copyIn(connection, copy, home));
        }
        return Math.min(seconds.getFirst(), seconds.getLast());
    }

    private static double copyIn(Connection connection, CopyManager copy, Path home) throws SQLException, IOException {
        for (String table : TABLES) {
            try (var statement = connection.createStatement()) {
                statement.execute("TRUNCATE twin_" + table);
            }
        }
        long begin = System.nanoTime();
        for (String table : TABLES) {
            try (InputStream file = Files.newInputStream(home.resolve(table + ".copy"))) {
                copy.copyIn("COPY twin_" + table + " FROM STDIN", file, 1 << 16);
            }
        }
        return (System.nanoTime() - begin) / 1e9;
    }
}
