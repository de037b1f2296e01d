package ontime.history.audit;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import ontime.history.facts.LoginSearch.Criteria;
import org.jspecify.annotations.Nullable;

/**
 * What an entry is about. An identifier of a login or a challenge stands here as it is; of what a person typed, which
 * may be anything, only what {@link Masked} leaves of it.
 *
 * @param value at most {@value #LONGEST} characters
 */
public record Subject(Kind kind, String value) {

    public static final int LONGEST = 300;

    /** The names are in the database and stay as they are. */
    public enum Kind {
        LOGIN,
        CHALLENGE,
        USER,
        SEARCH,
        AUDIT,
        PERSON,
        INSTALLATION
    }

    public Subject {
        value = value.length() > LONGEST ? value.substring(0, LONGEST - 1) + "…" : value;
    }

    /** A login that is known: its identifier is the issuer's or the auth service's, and nobody's secret. */
    public static Subject login(String loginId) {
        return new Subject(Kind.LOGIN, loginId);
    }

    /** What was taken for the identifier of a login, and is none. */
    public static Subject noLogin(String typed) {
        return new Subject(Kind.LOGIN, Masked.text(typed));
    }

    /** A challenge that is known. */
    public static Subject challenge(String challengeId) {
        return new Subject(Kind.CHALLENGE, challengeId);
    }

    /** A user. An audit that keeps the name of whom it was to forget would undo an erasure. */
    public static Subject user(String userId) {
        return new Subject(Kind.USER, Masked.text(userId));
    }

    /** What logins were looked for by. */
    public static Subject search(Criteria criteria) {
        return search(criteria, List.of());
    }

    /** What logins were looked for by, and what narrowed the search beside that. */
    public static Subject search(Criteria criteria, List<String> narrower) {
        var parts = Stream.of(
                part("anything", criteria.anything(), Masked::text),
                part("user", criteria.userId(), Masked::text),
                part("phone", criteria.phone(), Masked::text),
                part("email", criteria.email(), Masked::text),
                part("reference", criteria.reference(), Masked::text),
                part("channel", criteria.channel(), Enum::name),
                part("status", criteria.status(), Enum::name),
                part("from", criteria.from(), Instant::toString),
                part("to", criteria.to(), Instant::toString));
        var said = Stream.concat(parts.flatMap(Optional::stream), narrower.stream())
                .collect(joining(", "));
        return new Subject(Kind.SEARCH, said.isEmpty() ? "the newest" : said);
    }

    /** By what the audit was read. */
    static Subject audit(AuditLog.Filter filter) {
        var said = Stream.of(
                        part("who", filter.actor(), Masked::text),
                        part("action", filter.action(), Enum::name),
                        part("about", filter.subject(), Masked::text),
                        part("from", filter.from(), Instant::toString),
                        part("to", filter.to(), Instant::toString))
                .flatMap(Optional::stream)
                .collect(joining(", "));
        return new Subject(Kind.AUDIT, said.isEmpty() ? "the newest" : said);
    }

    private static <T> Optional<String> part(String name, @Nullable T value, Function<T, String> words) {
        return Optional.ofNullable(value).map(words).map(text -> name + ": " + text);
    }

    /** Somebody who logs in here, by a name that is known. */
    public static Subject person(String name) {
        return new Subject(Kind.PERSON, name);
    }

    /** What concerns every tenant. */
    public static Subject installation(String what) {
        return new Subject(Kind.INSTALLATION, what);
    }
}
