package ontime.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import ontime.infrastructure.DatabaseAccount;
import ontime.infrastructure.Folders;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one issuer takes: challenges a second beside what pgbench commits on the same database with the same number of
 * rows in each transaction, and how long a check takes. The caller's load runs on the same machine, the policy is the
 * default one, each challenge has a user and an address of its own.
 */
final class IssuerBenchmark implements Benchmark {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int CLIENTS = 16;
    private static final int WARM_UP_SECONDS = 60;
    private static final int SECONDS = 20;
    private static final int CHECKS_PER_SECOND = 50;

    private final AtomicLong users = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    @Override
    public String question() {
        return "challenges a second of one issuer, and how long a check takes, beside pgbench";
    }

    @Override
    public void run() throws Exception {
        Path home = Files.createTempDirectory("ontime-bench");
        try (var issuer = LoneIssuer.start(home)) {
            ask(issuer, WARM_UP_SECONDS, new ConcurrentLinkedQueue<>());
            Queue<String> challenges = new ConcurrentLinkedQueue<>();
            long rowsBefore = rowsWritten(issuer);
            double ours = ask(issuer, SECONDS, challenges);
            int rows = Math.toIntExact(Math.round((rowsWritten(issuer) - rowsBefore) / (double) challenges.size()));
            var pgbench = new PgBench(issuer.postgres().server(), home);
            double baseline = pgbench.rate(rows, CLIENTS, SECONDS);
            System.out.printf(
                    Locale.ROOT, "pgbench      %6.0f transactions a second of %d rows each%n", baseline, rows);
            System.out.printf(
                    Locale.ROOT,
                    "issuer       %6.0f challenges a second, %d callers   %.2f of pgbench   (%d were told to try again)%n",
                    ours,
                    CLIENTS,
                    ours / baseline,
                    refused.get());
            Percentiles database = pgbench.latency(rows, CHECKS_PER_SECOND, SECONDS);
            Percentiles checks = check(issuer, List.copyOf(challenges));
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

    /** Asks for codes as fast as they are answered; gives challenges a second. */
    private double ask(LoneIssuer issuer, int seconds, Queue<String> challenges) throws Exception {
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = new ArrayList<Future<?>>();
            for (int caller = 0; caller < CLIENTS; caller++) {
                asking.add(callers.submit(() -> {
                    while (System.nanoTime() < end) {
                        askOnce(issuer).ifPresentOrElse(challenges::add, refused::incrementAndGet);
                    }
                    return null;
                }));
            }
            for (var caller : asking) {
                caller.get();
            }
        }
        return challenges.size() / ((System.nanoTime() - begin) / 1e9);
    }

    /** Empty when the issuer had no time for us. */
    private Optional<String> askOnce(LoneIssuer issuer) throws IOException, InterruptedException {
        long user = users.incrementAndGet();
        var answer = issuer.post(
                "/v1/challenges", "{\"userId\": \"u-%d\", \"email\": \"u-%d@example.com\"}".formatted(user, user));
        if (answer.statusCode() == 503) {
            return Optional.empty();
        }
        if (answer.statusCode() != 201) {
            throw new IOException("HTTP " + answer.statusCode() + " " + answer.body());
        }
        return Optional.of(JSON.readTree(answer.body()).get("challengeId").asString());
    }

    private static Percentiles check(LoneIssuer issuer, List<String> challenges) throws InterruptedException {
        Queue<Double> milliseconds = new ConcurrentLinkedQueue<>();
        int count = Math.min(challenges.size(), CHECKS_PER_SECOND * SECONDS);
        OpenLoop.run(CHECKS_PER_SECOND, count, beat -> {
            long begin = System.nanoTime();
            var answer = issuer.post("/v1/challenges/" + challenges.get(beat) + "/check", "{\"code\": \"000000\"}");
            if (answer.statusCode() != 200) {
                throw new IOException("HTTP " + answer.statusCode());
            }
            milliseconds.add((System.nanoTime() - begin) / 1e6);
        });
        return new Percentiles(List.copyOf(milliseconds));
    }

    /** All rows that the issuer has inserted, changed or deleted so far, as the database counts them. */
    private static long rowsWritten(LoneIssuer issuer) throws SQLException {
        DatabaseAccount owner = issuer.postgres().server().owner();
        try (var connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                var statement = connection.createStatement();
                var found = statement.executeQuery("""
                        select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)
                        from pg_stat_user_tables where schemaname = 'issuer'
                        """)) {
            found.next();
            return found.getLong(1);
        }
    }
}
