package ontime.history.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import ontime.events.Channel;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.search.Cursor;
import ontime.history.search.Fingerprints;
import ontime.history.search.KnownTime;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The query of {@code GET /v1/logins}. What is not understood is refused: a filter that is ignored finds too much. */
final class SearchRequest {

    private static final int USUAL_LIMIT = 50;
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
    static Criteria read(MultiValueMap<String, String> query, Fingerprints fingerprints, Instant now) {
        for (var name : query.keySet()) {
            if (!KNOWN.contains(name)) {
                throw RefusedCall.malformed("Unknown parameter. Known are "
                        + String.join(", ", KNOWN.stream().sorted().toList()) + ".");
            }
        }
        var criteria = new SearchRequest(query, fingerprints).criteria();
        if (criteria.from() != null && criteria.to() != null && !criteria.from().isBefore(criteria.to())) {
            throw RefusedCall.malformed("from is before to.");
        }
        if (criteria.isTooWide(now)) {
            throw RefusedCall.malformed("A status without q, user, phone, email or reference is looked for in "
                    + Criteria.WIDEST.toDays() + " days at most: name a later from, or an earlier to.");
        }
        return criteria;
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
                value("from", KnownTime::parse),
                value("to", KnownTime::parse),
                value("cursor", text -> Cursor.read(text).orElseThrow(IllegalArgumentException::new)),
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

    /** What {@link #read} takes as {@code cursor}. */
    static @Nullable String cursor(@Nullable Position position) {
        return position == null ? null : Cursor.write(position);
    }
}
