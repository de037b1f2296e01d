package ontime.history.http;

import java.time.DateTimeException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import ontime.history.audit.Action;
import ontime.history.audit.AuditLog.Filter;
import ontime.history.search.KnownTime;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The query of {@code GET /v1/audit}. What is not understood is refused: a filter that is ignored finds too much. */
final class AuditRequest {

    private static final int USUAL_LIMIT = 100;
    private static final Set<String> KNOWN = Set.of("actor", "action", "subject", "from", "to", "cursor", "limit");

    private final MultiValueMap<String, String> query;

    private AuditRequest(MultiValueMap<String, String> query) {
        this.query = query;
    }

    /** Reads the query, or refuses it. */
    static Filter read(MultiValueMap<String, String> query) {
        if (!KNOWN.containsAll(query.keySet())) {
            throw RefusedCall.malformed("Unknown parameter. Known are "
                    + String.join(", ", KNOWN.stream().sorted().toList()) + ".");
        }
        var filter = new AuditRequest(query).filter();
        if (filter.from() != null && filter.to() != null && !filter.from().isBefore(filter.to())) {
            throw RefusedCall.malformed("from is before to.");
        }
        return filter;
    }

    /** What {@link #read} takes as {@code cursor}. */
    static @Nullable String cursor(@Nullable Long number) {
        return number == null ? null : number.toString();
    }

    private Filter filter() {
        Integer limit = value("limit", Integer::valueOf);
        if (limit != null && (limit < 1 || limit > Filter.MOST)) {
            throw RefusedCall.malformed("limit is a number from 1 to " + Filter.MOST + ".");
        }
        return new Filter(
                value("actor", text -> text),
                value("action", text -> Action.valueOf(text.toUpperCase(Locale.ROOT))),
                value("subject", text -> text),
                value("from", KnownTime::parse),
                value("to", KnownTime::parse),
                value("cursor", Long::valueOf),
                limit == null ? USUAL_LIMIT : limit);
    }

    private <T> @Nullable T value(String name, Function<String, T> reading) {
        var text = query.getFirst(name);
        if (text == null || text.isBlank()) {
            return null;
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw RefusedCall.malformed(name + " holds a control character.");
        }
        try {
            return reading.apply(text.strip());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw RefusedCall.malformed(name + " is not understood.");
        }
    }
}
