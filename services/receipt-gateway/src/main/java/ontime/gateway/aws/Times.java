package ontime.gateway.aws;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** How AWS writes instants. */
final class Times {

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    /** The delivery status log of SNS: UTC, with a blank in the middle. */
    private static final DateTimeFormatter LOG = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss[.SSS]", Locale.ROOT);

    private Times() {}

    static Instant iso(JsonNode parent, String path) throws UnreadableException {
        try {
            return plausible(OffsetDateTime.parse(Json.required(parent, path)).toInstant());
        } catch (DateTimeException e) {
            throw new UnreadableException("not a time");
        }
    }

    static Instant ofLog(JsonNode parent, String path) throws UnreadableException {
        try {
            return plausible(
                    LocalDateTime.parse(Json.required(parent, path), LOG).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new UnreadableException("not a time");
        }
    }

    static Instant ofEpoch(JsonNode parent, String path) throws UnreadableException {
        try {
            return plausible(Instant.ofEpochMilli(Long.parseLong(Json.required(parent, path))));
        } catch (NumberFormatException e) {
            throw new UnreadableException("not a time");
        }
    }

    /** A stretch of time in milliseconds; zero when it is missing or makes no sense. */
    static long millis(JsonNode parent, String path) {
        var node = parent.at(path);
        return node.isIntegralNumber() && node.canConvertToLong() ? Math.clamp(node.asLong(), 0, 1_000_000_000L) : 0;
    }

    private static Instant plausible(Instant instant) throws UnreadableException {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new UnreadableException("a time out of range");
        }
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
