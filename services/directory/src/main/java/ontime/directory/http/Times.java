package ontime.directory.http;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as they come and go: ISO 8601 in UTC, with milliseconds. */
final class Times {

    private static final DateTimeFormatter MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private Times() {}

    static String format(Instant instant) {
        return MILLIS.format(instant);
    }

    static @Nullable String formatOrNull(@Nullable Instant instant) {
        return instant == null ? null : format(instant);
    }

    /** @throws Refusal naming the field */
    static @Nullable Instant read(String field, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeParseException e) {
            throw Refusal.malformed(field, "must be an ISO-8601 instant such as 2026-01-31T10:00:00.000Z");
        }
    }
}
