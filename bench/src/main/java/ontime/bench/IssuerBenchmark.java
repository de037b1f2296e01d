package ontime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import ontime.bench.measure.Benchmark;
import ontime.bench.measure.OpenLoop;
import ontime.bench.measure.Percentiles;
import ontime.infrastructure.DatabaseAccount;
import ontime.infrastructure.Folders;

/**
 * What one issuer takes: challenges a second beside what pgbench commits on the same database with the same number of
 * rows in each transaction, and how long a check takes. The caller's load runs on the same machine, the policy is the
 * default one, each challenge has a user and an address of its own.
 */
final class IssuerBenchmark implements Benchmark {

    private static final int CALLERS = 16;
    private static final int SECONDS = 20;
    private static final int CHECKS_PER_SECOND = 50;

    /** The virtual machine compiles for minutes. What is measured is an issuer that has been up for a while. */
    private static final int FEWEST_WARM_UPS = 18;

    private static final int MOST_WARM_UPS = 30;

    private static final double STILL_GROWING = 1.03;

    @Override
    public String question() {
        return "challenges a second of one issuer, and how long a check takes, beside pgbench";
    }

    @Override
    public void run(List<String> parts) throws Exception {
        Path home = Files.createTempDirectory("ontime-bench");
        try (var issuer = LoneIssuer.start(home)) {
            var callers = new Wrk(issuer.url(""), LoneIssuer.API_KEY.text(), home);
            warmUp(callers);
            long rowsBefore = rowsWritten(issuer);
            var before = Spent.soFar(issuer);
            Wrk.Asked asked = callers.ask("measured", CALLERS, SECONDS);
            var spent = Spent.soFar(issuer).since(before);
            int rows = Math.toIntExact(Math.round((rowsWritten(issuer) - rowsBefore) / (double) asked.made()));
            var pgbench = new PgBench(issuer.postgres().server(), home);
            double baseline = pgbench.rate(rows, CALLERS, SECONDS);
            System.out.printf(
                    Locale.ROOT, "pgbench      %6.0f transactions a second of %d rows each%n", baseline, rows);
            System.out.printf(
                    Locale.ROOT,
                    "issuer       %6.0f challenges a second, %d callers   %.2f of pgbench   (%d were told to try again)%n",
                    asked.perSecond(),
                    CALLERS,
                    asked.perSecond() / baseline,
                    asked.refused());
            System.out.println("             " + spent.each(asked.made()) + " for each challenge");
            Percentiles database = pgbench.latency(rows, CHECKS_PER_SECOND, SECONDS);
            Percentiles checks = check(issuer, newest(issuer, CHECKS_PER_SECOND * SECONDS));
            System.out.printf(Locale.ROOT, "pgbench at %d/s  %s%n", CHECKS_PER_SECOND, database);
            System.out.printf(
                    Locale.ROOT,
                    "check   at %d/s  %s   %.1f times pgbench at p99%n",
                    CHECKS_PER_SECOND,
                    checks,
                    checks.at(0.99) / database.at(0.99));
        }
        Folders.delete(home);
    }

    /** Where the machine's processor time went. */
    private record Spent(Duration issuer, Duration database, Duration broker) {

        static Spent soFar(LoneIssuer issuer) {
            return new Spent(
                    CpuTime.ofAll(issuer.process()),
                    CpuTime.ofAll(ProcessHandle.of(issuer.postgres().pid()).orElseThrow()),
                    CpuTime.ofThisProcess());
        }

        Spent since(Spent before) {
            return new Spent(issuer.minus(before.issuer), database.minus(before.database), broker.minus(before.broker));
        }

        String each(int challenges) {
            return String.format(
                    Locale.ROOT,
                    "processor time: issuer %.2f ms, database %.2f ms, broker %.2f ms",
                    issuer.toNanos() / 1e6 / challenges,
                    database.toNanos() / 1e6 / challenges,
                    broker.toNanos() / 1e6 / challenges);
        }
    }

    /** For three minutes, and on until ten seconds bring no more challenges than the ten before. */
    private static void warmUp(Wrk callers) throws IOException, InterruptedException {
        double last = 0;
        for (int i = 1; i <= MOST_WARM_UPS; i++) {
            double rate = callers.ask("warm-up-" + i, CALLERS, 10).perSecond();
            System.out.printf(Locale.ROOT, "warming up   %6.0f challenges a second%n", rate);
            if (i >= FEWEST_WARM_UPS && rate < last * STILL_GROWING) {
                return;
            }
            last = rate;
        }
    }

    private static Percentiles check(LoneIssuer issuer, List<String> challenges) throws InterruptedException {
        Queue<Double> milliseconds = new ConcurrentLinkedQueue<>();
        OpenLoop.run(CHECKS_PER_SECOND, challenges.size(), beat -> {
            long begin = System.nanoTime();
            var answer = issuer.post("/v1/challenges/" + challenges.get(beat) + "/check", "{\"code\": \"000000\"}");
            if (answer.statusCode() != 200) {
                throw new IOException("HTTP " + answer.statusCode());
            }
            milliseconds.add((System.nanoTime() - begin) / 1e6);
        });
        return new Percentiles(List.copyOf(milliseconds));
    }

    private static List<String> newest(LoneIssuer issuer, int count) throws SQLException {
        var challenges = new ArrayList<String>();
        try (var connection = connection(issuer);
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "select challenge_id from issuer.challenge order by requested_at desc limit " + count)) {
            while (found.next()) {
                challenges.add(found.getString(1));
            }
        }
        return challenges;
    }

    /** All rows that the issuer has inserted, changed or deleted so far, as the database counts them. */
    private static long rowsWritten(LoneIssuer issuer) throws SQLException {
        try (var connection = connection(issuer);
                var statement = connection.createStatement();
                var found = statement.executeQuery("""
                        select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
                        from pg_stat_user_tables where schemaname = 'issuer'
                        """)) {
            found.next();
            return found.getLong(1);
        }
    }

    private static Connection connection(LoneIssuer issuer) throws SQLException {
        DatabaseAccount owner = issuer.postgres().server().owner();
        return DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
    }
}
