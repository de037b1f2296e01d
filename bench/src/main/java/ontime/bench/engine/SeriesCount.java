package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import ontime.bench.history.HistorySeries;
import ontime.bench.report.Findings;
import ontime.bench.report.Table;
import ontime.events.OtpRequested;
import ontime.events.Topic;

/** How many time series an installation shows, counted in what its services answer when Prometheus asks. */
final class SeriesCount implements Part {

    private static final int COUNTRIES = 50;
    private static final List<String> PROVIDERS = List.of("sns", "smtp", "ses", "other-sms");
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Pattern OURS = Pattern.compile("(?m)^otp_");
    private static final Pattern ANY = Pattern.compile("(?m)^[a-z]");
    private static final Pattern COUNTRY = Pattern.compile("(?m)^otp_delivery_seconds_count.*country=\"");

    @Override
    public String question() {
        return "time series at " + COUNTRIES + " countries and " + PROVIDERS.size() + " providers";
    }

    private static List<String> countries() {
        return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream()
                .sorted()
                .limit(COUNTRIES)
                .toList();
    }

    @Override
    public Findings run(Ground ground) throws Exception {
        var rows = new ArrayList<List<Object>>();
        var worker = worker(ground);
        var history = HistorySeries.of(countries(), PROVIDERS);
        rows.add(row("sms-worker, " + COUNTRIES + " countries, its one provider", worker));
        rows.add(row("delivery-history, " + COUNTRIES + " countries, " + PROVIDERS.size() + " providers", history));
        rows.add(List.of(
                "both, with a worker for each provider",
                PROVIDERS.size() * count(OURS, worker) + count(OURS, history),
                PROVIDERS.size() * count(ANY, worker) + count(ANY, history)));
        return new Findings(
                "series",
                question(),
                new Table(List.of("service", "otp_ series", "all series"), rows),
                List.of(),
                List.of(
                        "lines of a real scrape of the shipped service, after events of every country and provider",
                        "of the other services only receipt-gateway has labels for country and provider, on one stage"),
                List.of());
    }

    private static List<Object> row(String what, String scrape) {
        return List.of(what, count(OURS, scrape), count(ANY, scrape));
    }

    private static long count(Pattern lines, String scrape) {
        return lines.matcher(scrape).results().count();
    }

    private static String worker(Ground ground) throws Exception {
        var way = new Observed.Way("as shipped", List.of(), false, 1);
        try (var worker = Observed.open(ground, way, COUNTRIES)) {
            int number = 1;
            for (String country : countries()) {
                var request = OtpRequested.newBuilder(worker.field().requests().of(Click.only(number++), LIFE))
                        .setCountry(country)
                        .build();
                var post = worker.field().post();
                post.publish(post.record(Topic.REQUESTS.topicName(), request)).get();
            }
            return Awaiting.scrape(worker::scrape, scrape -> count(COUNTRY, scrape) >= COUNTRIES);
        }
    }
}
