package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import ontime.history.verdict.PlainWords;

/** How the pages write times. All are UTC, which the pages say once. */
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

    /** For example {@code +1.2 s}. */
    static String since(Instant start, Instant instant) {
        var passed = Duration.between(start, instant);
        return passed.isNegative() ? "−" + PlainWords.of(passed.negated()) : "+" + PlainWords.of(passed);
    }

    /** A constant's name as it is said: {@code WRONG_CODE} is "wrong code". */
    static String spoken(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
