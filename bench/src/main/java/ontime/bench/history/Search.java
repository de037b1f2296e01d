package ontime.bench.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import ontime.bench.measure.OpenLoop;
import ontime.bench.measure.Percentiles;
import ontime.bench.report.Findings;
import ontime.bench.report.Goal;
import ontime.bench.report.Table;

/** Look-ups of every kind among very many logins, one after another at a rate that one support desk never reaches. */
final class Search implements HistoryBenchmark.Measuring {

    private static final int PER_SECOND = 20;
    private static final int WARM_UP = 200;
    private static final int MEASURED = 500;
    private static final double PAGE_MILLIS = 20;
    private static final double SEARCH_MILLIS = 100;
    private static final String PAGE = "the page of any login";
    private static final String PAGE_OF_LAST_DAY = "the page of a login of the last day";
    private static final String REFERENCE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    private static final double KIBIBYTE = 1024;

    /** A kind of look-up: its path, made from a random number, and what is in a good answer. */
    private interface Path {
        String of(Random random) throws Exception;
    }

    @Override
    public Findings measure(Scale scale) throws Exception {
        try (var history = LoneHistory.open(Story.TENANT)) {
            long begin = System.nanoTime();
            new Filling(history, scale.stored()).run();
            var notes = new ArrayList<String>();
            notes.add(String.format(
                    Locale.ROOT,
                    "%,d logins over 30 days, filled in %.0f s; on disk %s a login",
                    scale.stored(),
                    (System.nanoTime() - begin) / 1e9,
                    size(history, scale.stored())));
            notes.add(PER_SECOND + " look-ups a second, whether or not the ones before are answered; names at random");
            var rows = new ArrayList<List<Object>>();
            var goals = new ArrayList<Goal>();
            for (var kind : kinds(scale.stored()).entrySet()) {
                ask(history, kind.getValue(), WARM_UP, 1);
                Percentiles took = ask(history, kind.getValue(), MEASURED, 2);
                rows.add(List.of(kind.getKey(), took.at(0.5), took.at(0.99), took.at(1), took.count()));
                goals.add(Goal.atMost(
                        kind.getKey() + ", p99 in ms",
                        kind.getKey().equals(PAGE) || kind.getKey().equals(PAGE_OF_LAST_DAY)
                                ? PAGE_MILLIS
                                : SEARCH_MILLIS,
                        took.at(0.99)));
            }
            return new Findings(
                    "search",
                    "how long a look-up takes",
                    new Table(List.of("look-up", "p50 ms", "p99 ms", "longest ms", "n"), rows),
                    goals,
                    notes,
                    List.of());
        }
    }

    private static Map<String, Path> kinds(int logins) {
        var kinds = new LinkedHashMap<String, Path>();
        kinds.put(PAGE, random -> "/v1/logins/" + Filling.login(random.nextInt(logins)));
        kinds.put(
                PAGE_OF_LAST_DAY,
                random -> "/v1/logins/" + Filling.login(random.nextInt(Filling.firstOfLastDay(logins), logins)));
        kinds.put("q = login", random -> q(Filling.login(random.nextInt(logins))));
        kinds.put("q = user", random -> q(Filling.user(random.nextInt(logins))));
        kinds.put("q = whole number", random -> q(Filling.phone(random.nextInt(Filling.KNOWN))));
        kinds.put("q = last digits", random -> q(String.format(Locale.ROOT, "%04d", random.nextInt(10_000))));
        kinds.put("q = email", random -> q(Filling.email(random.nextInt(Filling.KNOWN))));
        kinds.put("q = reference", random -> q(reference(random)));
        kinds.put("q = provider's message", random -> q(Filling.message(random.nextInt(logins))));
        kinds.put("user", random -> by("user", Filling.user(random.nextInt(logins))));
        kinds.put("phone", random -> by("phone", Filling.phone(random.nextInt(Filling.KNOWN))));
        kinds.put("email", random -> by("email", Filling.email(random.nextInt(Filling.KNOWN))));
        kinds.put("reference", random -> by("reference", reference(random)));
        kinds.put("status = FAILED", _ -> by("status", "FAILED"));
        kinds.put("channel = EMAIL", _ -> by("channel", "EMAIL"));
        kinds.put("the newest", _ -> "/v1/logins");
        kinds.put("status = DELIVERED, EMAIL", _ -> "/v1/logins?status=DELIVERED&channel=EMAIL");
        return kinds;
    }

    private static String reference(Random random) {
        return "" + REFERENCE.charAt(random.nextInt(32)) + REFERENCE.charAt(random.nextInt(32));
    }

    private static String q(String text) {
        return by("q", text);
    }

    private static String by(String name, String value) {
        return "/v1/logins?" + name + "=" + URLEncoder.encode(value, UTF_8);
    }

    private static Percentiles ask(LoneHistory history, Path path, int times, long seed) throws InterruptedException {
        Queue<Double> milliseconds = new ConcurrentLinkedQueue<>();
        var random = new Random(seed);
        OpenLoop.run(PER_SECOND, times, beat -> {
            String asked;
            synchronized (random) {
                asked = path.of(random);
            }
            long begin = System.nanoTime();
            var answer = history.get(asked);
            if (answer.statusCode() != 200) {
                throw new IOException("HTTP " + answer.statusCode() + " for " + asked);
            }
            milliseconds.add((System.nanoTime() - begin) / 1e6);
        });
        return new Percentiles(List.copyOf(milliseconds));
    }

    private static String size(LoneHistory history, int logins) throws Exception {
        try (var connection = history.connect()) {
            long facts = Projection.number(connection, size("fact"));
            long mentions = Projection.number(connection, size("mention"));
            long days = Projection.number(connection, "SELECT pg_total_relation_size('login_day')");
            return String.format(
                    Locale.ROOT,
                    "%.2f KiB (facts %.2f, names to find them by %.2f, days %.2f; %.1f GiB in all)",
                    (facts + mentions + days) / KIBIBYTE / logins,
                    facts / KIBIBYTE / logins,
                    mentions / KIBIBYTE / logins,
                    days / KIBIBYTE / logins,
                    (facts + mentions + days) / KIBIBYTE / KIBIBYTE / KIBIBYTE);
        }
    }

    private static String size(String table) {
        return "SELECT sum(pg_total_relation_size(inhrelid))::bigint FROM pg_inherits WHERE inhparent = '" + table
                + "'::regclass";
    }
}
