package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import ontime.events.Channel;
import ontime.history.verdict.PlainWords;
import org.jspecify.annotations.Nullable;

/** How the pages write times and names. Times are written in UTC; the reader's own zone is the browser's affair. */
final class Words {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.UK).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MACHINE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private Words() {}

    /** A point in time as a page shows it. */
    record Time(String day, String clock, String machine) {
        static Time of(Instant instant) {
            return new Time(DAY.format(instant), CLOCK.format(instant), MACHINE.format(instant));
        }
    }

    /** When an hour begins, in UTC: for example {@code 14:00}. */
    static String hour(Instant instant) {
        return CLOCK.format(instant).substring(0, "14:00".length());
    }

    /** For example {@code +1.2 s}. */
    static String since(Instant start, Instant instant) {
        var passed = Duration.between(start, instant);
        return passed.isNegative() ? "−" + PlainWords.of(passed.negated()) : "+" + PlainWords.of(passed);
    }

    /** How long ago that was, in one unit: for example {@code 3 min ago}. */
    static String ago(Instant instant, Instant now) {
        var passed = Duration.between(instant, now);
        if (passed.compareTo(Duration.ofSeconds(5)) < 0) {
            return "just now";
        }
        if (passed.compareTo(Duration.ofMinutes(1)) < 0) {
            return passed.toSeconds() + " s ago";
        }
        if (passed.compareTo(Duration.ofHours(1)) < 0) {
            return passed.toMinutes() + " min ago";
        }
        if (passed.compareTo(Duration.ofDays(2)) < 0) {
            return passed.toHours() + " h ago";
        }
        return passed.toDays() + " days ago";
    }

    /** A constant's name as it is said: {@code WRONG_CODE} is "wrong code". */
    static String spoken(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** A message as a person speaks of it: {@code SMS to +44 •••• ••0123}. */
    static String message(Channel channel, @Nullable String destination) {
        return PlainWords.of(channel) + (destination == null ? "" : " to " + destination);
    }

    /** Whole percents, and never "0 %" of what has happened. */
    static String percent(int part, int whole) {
        if (part == 0 || whole == 0) {
            return "0 %";
        }
        var percent = 100.0 * part / whole;
        return percent < 1 ? "under 1 %" : Math.round(percent) + " %";
    }
}
