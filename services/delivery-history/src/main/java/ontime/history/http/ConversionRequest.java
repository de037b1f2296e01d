package ontime.history.http;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.history.conversion.Conversions;
import ontime.history.conversion.Distinction;
import org.springframework.util.MultiValueMap;

/** The query of {@code GET /v1/conversion}. What is not understood is refused. */
final class ConversionRequest {

    private static final int MOST_GROUPS = 1_000;
    private static final Set<String> KNOWN = Set.of("from", "to", "by");

    private static final String DIMENSIONS =
            Arrays.stream(Distinction.values()).map(ConversionRequest::name).collect(Collectors.joining(", "));

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

    static String name(Distinction dimension) {
        return dimension.name().toLowerCase(Locale.ROOT);
    }

    private Conversions.Question question(Set<String> tenants, Instant now) {
        var range = TimeRange.of(query.getFirst("from"), query.getFirst("to"), now);
        return new Conversions.Question(range.from(), range.to(), by(), tenants, MOST_GROUPS);
    }

    private List<Distinction> by() {
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

    private static Distinction dimension(String name) {
        return Arrays.stream(Distinction.values())
                .filter(dimension -> name(dimension).equals(name))
                .findFirst()
                .orElseThrow(() -> RefusedCall.malformed("by lists some of " + DIMENSIONS + "."));
    }
}
