package ontime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ontime.bench.measure.Percentiles;
import ontime.infrastructure.DatabaseServer;

/** PostgreSQL's own benchmark: what the database alone commits on this machine. */
final class PgBench {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+)");
    private static final String SCHEMA = """
            drop table if exists bench_row;
            create table bench_row (
                id bigint generated always as identity primary key, owner text not null, content bytea not null);
            create index bench_row_by_owner on bench_row (owner);
            """;

    private final DatabaseServer server;
    private final Path folder;

    PgBench(DatabaseServer server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** Transactions a second, of so many new rows each. */
    double rate(int rows, int clients, int seconds) throws IOException, InterruptedException {
        String output = run(rows, clients, List.of("-T", Integer.toString(seconds)));
        Matcher rate = RATE.matcher(output);
        if (!rate.find()) {
            throw new IOException("pgbench said no rate:\n" + output);
        }
        return Double.parseDouble(rate.group(1));
    }

    /** How long a transaction takes at a fixed rate. */
    Percentiles latency(int rows, int perSecond, int seconds) throws IOException, InterruptedException {
        Path log = folder.resolve("pgbench");
        run(
                rows,
                4,
                List.of(
                        "-T",
                        Integer.toString(seconds),
                        "-R",
                        Integer.toString(perSecond),
                        "-l",
                        "--log-prefix=" + log));
        var milliseconds = new ArrayList<Double>();
        try (var files = Files.newDirectoryStream(folder, "pgbench.*")) {
            for (Path file : files) {
                for (String line : Files.readAllLines(file)) {
                    // client, transaction, microseconds, script, second, microsecond, lag
                    milliseconds.add(Double.parseDouble(line.split(" ", -1)[2]) / 1e3);
                }
            }
        }
        return new Percentiles(milliseconds);
    }

    private String run(int rows, int clients, List<String> options) throws IOException, InterruptedException {
        Path schema = folder.resolve("schema.sql");
        Files.writeString(schema, SCHEMA);
        Path script = folder.resolve("transaction.sql");
        String insert =
                "insert into bench_row (owner, content) values (md5(:owner::text), decode(repeat('ab', 300), 'hex'));\n";
        Files.writeString(script, "\\set owner random(1, 1000000)\nbegin;\n" + insert.repeat(rows) + "commit;\n");
        Tool.run("postgresql", List.of("psql", "-q", "-d", url(), "-f", schema.toString()));
        return Tool.run(
                "postgresql",
                Stream.of(
                                List.of("pgbench", "-n", "-M", "prepared", "-c", Integer.toString(clients), "-j", "2"),
                                options,
                                List.of("-f", script.toString(), url()))
                        .flatMap(List::stream)
                        .toList());
    }

    private String url() {
        var owner = server.owner();
        return "postgresql://%s:%s@%s"
                .formatted(
                        owner.user(),
                        owner.password(),
                        owner.jdbcUrl().replaceFirst("^jdbc:postgresql://([^?]*).*", "$1"));
    }
}
