package ontime.history.http;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.history.conversion.Conversions;
import ontime.history.conversion.Dimension;
import org.springframework.util.MultiValueMap;

/** The query of {@code GET /v1/conversion}. What is not understood is refused. */
final class ConversionRequest {

    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int MOST_GROUPS = 1_000;
    private static final Set<String> KNOWN = Set.of("from", "to", "by");

    private static final String DIMENSIONS =
            Arrays.stream(Dimension.values()).map(ConversionRequest::name).collect(Collectors.joining(", "));

    private final MultiValueMap<String, String> query;

    private ConversionRequest(MultiValueMap<String, String> query) {
        this.query = query;
    }

    /** Reads the query, or refuses it. */
    static Conversions.Question read(MultiValueMap<String, String> query, Set<String> tenants, Instant now) {
        for (var name : query.keySet()) {
            if (!KNOWN.contains(name)) {
                throw RefusedCall.malformed("Unknown parameter. Known are by, from, to.");
            }
        }
        return new ConversionRequest(query).question(tenants, now);
    }

    static String name(Dimension dimension) {
        return dimension.name().toLowerCase(Locale.ROOT);
    }

    private Conversions.Question question(Set<String> tenants, Instant now) {
        var to = instant("to", now);
        var from = instant("from", to.minus(USUAL));
        if (!from.isBefore(to)) {
            throw RefusedCall.malformed("from is before to.");
        }
        if (Duration.between(from, to).compareTo(LONGEST) > 0) {
            throw RefusedCall.malformed("from and to are " + LONGEST.toDays() + " days apart at most.");
        }
        return new Conversions.Question(from, to, by(), tenants, MOST_GROUPS);
    }

    private Instant instant(String name, Instant otherwise) {
        var text = query.getFirst(name);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            var instant = OffsetDateTime.parse(text.strip()).toInstant();
            if (instant.isBefore(Instant.EPOCH) || instant.isAfter(Instant.parse("9999-12-31T00:00:00Z"))) {
                throw RefusedCall.malformed(name + " is an instant of the years 1970 to 9999.");
            }
            return instant;
        } catch (DateTimeException e) {
            throw RefusedCall.malformed(name + " is an instant like 2026-03-02T10:00:00Z.");
        }
    }

    private List<Dimension> by() {
        var text = query.getFirst("by");
        if (text == null || text.isBlank()) {
            return List.of();
        }
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(ConversionRequest::dimension)
                .distinct()
                .toList();
    }

    private static Dimension dimension(String name) {
        return Arrays.stream(Dimension.values())
                .filter(dimension -> name(dimension).equals(name))
                .findFirst()
                .orElseThrow(() -> RefusedCall.malformed("by lists some of " + DIMENSIONS + "."));
    }
}
