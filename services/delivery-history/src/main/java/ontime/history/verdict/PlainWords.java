package ontime.history.verdict;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import ontime.events.Channel;

/** How times, channels and countries are said to a person. */
public final class PlainWords {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final String WORLDWIDE = "001";

    private PlainWords() {}

    /** For example {@code 340 ms}, {@code 4.2 s}, {@code 38 s}, {@code 5 min 3 s}, {@code 2 h 10 min}. */
    public static String of(Duration duration) {
        var millis = duration.toMillis();
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 10_000) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
        }
        var seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return two(seconds / 3_600, "h", seconds % 3_600 / 60, "min");
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }

    /** The time of day, for example {@code 10:00:05 UTC}. */
    public static String of(Instant instant) {
        return CLOCK.format(instant) + " UTC";
    }

    /** What a person calls that which arrives over the channel. */
    public static String of(Channel channel) {
        return switch (channel) {
            case SMS -> "SMS";
            case EMAIL -> "email";
            case TOTP -> "authenticator app";
            case OTHER -> "message";
        };
    }

    /**
     * The English name of a country by its ISO 3166-1 code, for example Jersey; of an unknown one the code. Numbers of
     * satellites and other networks of no country have the code 001 (UN M.49).
     */
    public static String country(String code) {
        return code.equals(WORLDWIDE)
                ? "a worldwide network"
                : Locale.of("", code).getDisplayCountry(Locale.UK);
    }

    /** The same with what it is, where the name does not say it. */
    static String countryToSendTo(String code) {
        return code.equals(WORLDWIDE) ? country(code) : country(code) + ", a country";
    }
}
