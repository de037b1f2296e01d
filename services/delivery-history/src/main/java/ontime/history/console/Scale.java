package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import ontime.history.verdict.PlainWords;

/**
 * Where on a drawing an instant lies. Places are percents, which a drawing of any width understands.
 *
 * @param start the left edge
 * @param end the right edge, after the start
 */
record Scale(Instant start, Instant end) {

    /** Narrower bars could not be seen. */
    private static final double NARROWEST = 0.6;

    private static final int MOST_TICKS = 6;

    /** From a blink to a day: what people count time in. */
    private static final List<Duration> STEPS = Stream.of(
                    LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500).mapToObj(Duration::ofMillis),
                    LongStream.of(1, 2, 5, 10, 30).mapToObj(Duration::ofSeconds),
                    LongStream.of(1, 2, 5, 10, 30).mapToObj(Duration::ofMinutes),
                    LongStream.of(1, 2, 6, 12).mapToObj(Duration::ofHours),
                    LongStream.of(1, 2, 7, 30).mapToObj(Duration::ofDays))
            .flatMap(steps -> steps)
            .toList();

    Scale {
        if (!end.isAfter(start)) {
            end = start.plusMillis(1);
        }
    }

    /** A line across the drawing, with its words. */
    record Mark(String place, String words) {}

    /** A stretch of time. */
    record Span(String place, String width) {}

    Mark mark(Instant at, String words) {
        return new Mark(percent(share(at)), words);
    }

    /** A stretch between two instants, wide enough to be seen. */
    Span span(Instant from, Instant to) {
        var left = share(from);
        var width = Math.max(NARROWEST, share(to) - left);
        return new Span(percent(Math.min(left, 100 - width)), percent(width));
    }

    /** Round times since the start, a handful of them. */
    List<Mark> ticks() {
        var whole = Duration.between(start, end);
        var step = STEPS.stream()
                .filter(one -> whole.dividedBy(one) <= MOST_TICKS)
                .findFirst()
                .orElse(STEPS.getLast());
        return LongStream.rangeClosed(0, Math.min(MOST_TICKS, whole.dividedBy(step)))
                .mapToObj(step::multipliedBy)
                .map(since -> mark(start.plus(since), since.isZero() ? "0" : PlainWords.of(since)))
                .toList();
    }

    private double share(Instant at) {
        var whole = (double) Duration.between(start, end).toMillis();
        return Math.clamp(100 * Duration.between(start, at).toMillis() / whole, 0, 100);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f%%", share);
    }
}
