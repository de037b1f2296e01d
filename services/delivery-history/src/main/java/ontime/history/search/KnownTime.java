package ontime.history.search;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Java knows years that the database does not, and ISO 8601 has four digits for one. */
public final class KnownTime {

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private KnownTime() {}

    /**
     * As ISO 8601 writes it, with its distance from UTC.
     *
     * @throws DateTimeException when it is none, or not of the years 1 to 9999
     */
    public static Instant parse(String text) {
        return require(OffsetDateTime.parse(text).toInstant());
    }

    /** The same, or as a browser's field has it, which knows no zone: then UTC. */
    public static Instant ofField(String text) {
        return text.endsWith("Z")
                ? parse(text)
                : require(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
    }

    /**
     * The same instant.
     *
     * @throws DateTimeException when it is not of the years 1 to 9999
     */
    public static Instant require(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new DateTimeException("not an instant of the years 1 to 9999");
        }
        return instant;
    }
}
