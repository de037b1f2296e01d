package ontime.history.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import ontime.history.search.KnownTime;
import org.jspecify.annotations.Nullable;

/** The stretch of time that a query sums up, as its parameters {@code from} and {@code to} name it. */
record TimeRange(Instant from, Instant to) {

    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** What the OpenAPI document says of it. */
    static final String FROM = "The first instant; a day before to when it is left out";

    static final String TO = "The first instant after it, at most 31 days after from; now when it is left out";

    /** Reads it, or refuses it. */
    static TimeRange of(@Nullable String from, @Nullable String to, Instant now) {
        var end = isMissing(to) ? now : named("to", to);
        var begin = isMissing(from) ? end.minus(USUAL) : named("from", from);
        if (!begin.isBefore(end)) {
            throw RefusedCall.malformed("from is before to.");
        }
        if (Duration.between(begin, end).compareTo(LONGEST) > 0) {
            throw RefusedCall.malformed("from and to are " + LONGEST.toDays() + " days apart at most.");
        }
        return new TimeRange(begin, end);
    }

    private static boolean isMissing(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private static Instant named(String name, @Nullable String text) {
        try {
            return KnownTime.parse(String.valueOf(text).strip());
        } catch (DateTimeException e) {
            throw RefusedCall.malformed(name + " is an instant like 2026-03-02T10:00:00Z.");
        }
    }
}
