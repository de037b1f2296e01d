package ontime.pages;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A point in time as a page shows it, in UTC; the reader's own zone is the browser's affair.
 *
 * @param words for people, with the zone
 * @param machine ISO 8601, as the element {@code time} wants it
 */
public record Moment(String words, String machine) {

    private static final DateTimeFormatter WORDS = DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.UK)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MACHINE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    public static Moment of(Instant instant) {
        return new Moment(WORDS.format(instant), MACHINE.format(instant));
    }

    public static @Nullable Moment ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }
}
