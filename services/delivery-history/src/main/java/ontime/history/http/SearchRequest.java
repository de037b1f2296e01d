package ontime.history.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import ontime.events.Channel;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.search.Fingerprints;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The query of {@code GET /v1/logins}. What is not understood is refused: a filter that is ignored finds too much. */
final class SearchRequest {

    private static final int USUAL_LIMIT = 50;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final Set<String> KNOWN =
            Set.of("q", "user", "phone", "email", "reference", "channel", "status", "from", "to", "cursor", "limit");

    private static final Pattern LAST_DIGITS = Pattern.compile("[0-9]{4}");

    private final MultiValueMap<String, String> query;
    private final Fingerprints fingerprints;

    private SearchRequest(MultiValueMap<String, String> query, Fingerprints fingerprints) {
        this.query = query;
        this.fingerprints = fingerprints;
    }

    /** Reads the query, or refuses it. */
    static Criteria read(MultiValueMap<String, String> query, Fingerprints fingerprints) {
        for (var name : query.keySet()) {
            if (!KNOWN.contains(name)) {
                throw RefusedCall.malformed("Unknown parameter. Known are "
                        + String.join(", ", KNOWN.stream().sorted().toList()) + ".");
            }
        }
        return new SearchRequest(query, fingerprints).criteria();
    }

    private Criteria criteria() {
        return new Criteria(
                value("q", text -> text),
                value("user", text -> text),
                phone(),
                email(),
                value("reference", text -> text),
                value("channel", text -> Channel.valueOf(text.toUpperCase(Locale.ROOT))),
                value("status", text -> DeliveryState.valueOf(text.toUpperCase(Locale.ROOT))),
                value("from", SearchRequest::instant),
                value("to", SearchRequest::instant),
                value("cursor", SearchRequest::position),
                limit());
    }

    private @Nullable String phone() {
        var phone = value("phone", text -> text);
        if (phone != null && !LAST_DIGITS.matcher(phone).matches()) {
            require(fingerprints.available(), "phone");
            if (fingerprints.ofPhone(phone).isEmpty()) {
                throw RefusedCall.malformed(
                        "phone is neither a whole phone number nor its last four digits." + " Write a plus as %2B.");
            }
        }
        return phone;
    }

    private @Nullable String email() {
        var email = value("email", text -> text);
        if (email != null) {
            require(fingerprints.available(), "email");
            if (fingerprints.ofEmail(email).isEmpty()) {
                throw RefusedCall.malformed("email is no whole email address.");
            }
        }
        return email;
    }

    private static void require(boolean available, String name) {
        if (!available) {
            throw RefusedCall.notSupported("This history has no key to search by " + name + ".");
        }
    }

    private int limit() {
        Integer limit = value("limit", Integer::valueOf);
        if (limit != null && (limit < 1 || limit > Criteria.MOST)) {
            throw RefusedCall.malformed("limit is a number from 1 to " + Criteria.MOST + ".");
        }
        return limit == null ? USUAL_LIMIT : limit;
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

    private static Instant instant(String text) {
        return bounded(OffsetDateTime.parse(text).toInstant());
    }

    /** Java knows years that the database does not; there they would look like a failure of ours. */
    private static Instant bounded(Instant instant) {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new DateTimeException("not an instant of the years 1 to 9999");
        }
        return instant;
    }

    /** What {@link #read} takes as {@code cursor}. Opaque to callers, and no secret. */
    static @Nullable String cursor(@Nullable Position position) {
        if (position == null) {
            return null;
        }
        var text = position.startedAt() + "\n" + position.tenant() + "\n" + position.loginId();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static Position position(String cursor) {
        var parts = new String(Base64.getUrlDecoder().decode(cursor), UTF_8).split("\n", 3);
        if (parts.length < 3
                || cursor.indexOf('\0') >= 0
                || String.join("", parts).indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a cursor");
        }
        return new Position(bounded(Instant.parse(parts[0])), parts[1], parts[2]);
    }
}
