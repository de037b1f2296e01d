package ontime.history.console;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import ontime.events.Channel;
import ontime.history.delays.Delays;
import ontime.history.delays.Percentiles;
import ontime.history.verdict.PlainWords;
import org.jspecify.annotations.Nullable;

/**
 * What the page of delays shows.
 *
 * @param lateAfter a code that takes longer is late, in words
 * @param since from when on there are figures, where not all could be read; null where all were
 * @param slowest the slowest hour in words; null where nothing arrived
 */
record DelayPage(
        Asked asked,
        String lateAfter,
        Words.@Nullable Time since,
        int judged,
        int tooYoung,
        HeatMap heat,
        List<StageLine> stages,
        List<RouteLine> routes,
        @Nullable String slowest) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.UK);
    private static final int MOST_ROUTES = 15;

    /**
     * What was asked for.
     *
     * @param day null for the last 24 hours
     */
    record Asked(
            @Nullable LocalDate day,
            LocalDate today,
            @Nullable Channel channel) {

        public String words() {
            return day == null ? "the last 24 hours" : DAY.format(day) + " (UTC)";
        }

        public String dayBefore() {
            return address((day == null ? today : day).minusDays(1));
        }

        /** Null where it would lie in the future. */
        public @Nullable String dayAfter() {
            return day == null || !day.isBefore(today) ? null : address(day.plusDays(1));
        }

        public String latest() {
            return "/delays" + (channel == null ? "" : "?channel=" + channel);
        }

        private String address(LocalDate of) {
            return "/delays?day=" + of + (channel == null ? "" : "&channel=" + channel);
        }
    }

    /** Percentiles in words. */
    record Figures(int count, String p50, String p90, String p95, String p99) {
        static Figures of(Percentiles times) {
            return times.count() == 0
                    ? new Figures(0, "–", "–", "–", "–")
                    : new Figures(
                            times.count(),
                            PlainWords.of(times.p50()),
                            PlainWords.of(times.p90()),
                            PlainWords.of(times.p95()),
                            PlainWords.of(times.p99()));
        }
    }

    static DelayPage of(Delays delays, Asked asked, Duration late, @Nullable Instant since) {
        return new DelayPage(
                asked,
                PlainWords.of(late),
                since == null ? null : Words.Time.of(since),
                delays.judged(),
                delays.tooYoung(),
                HeatMap.of(delays, asked.channel(), late),
                StageLine.all(delays),
                delays.routes().stream()
                        .limit(MOST_ROUTES)
                        .map(route -> RouteLine.of(route, delays))
                        .toList(),
                slowest(delays));
    }

    private static @Nullable String slowest(Delays delays) {
        return delays.hours().stream()
                .filter(hour -> hour.whole().count() > 0)
                .max(comparing(hour -> hour.whole().p95()))
                .map(hour -> "The slowest hour began at " + Words.hour(hour.begins())
                        + " UTC: one in twenty took longer than "
                        + PlainWords.of(hour.whole().p95()) + ".")
                .orElse(null);
    }
}
