package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import ontime.events.TraceParent;
import ontime.history.facts.Fact;
import ontime.history.facts.FactCount;
import ontime.history.facts.Published;
import ontime.history.facts.Successor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads facts. Only the tables of the days on which they happened are looked into. */
final class StoredFacts {

    /**
     * The issuer asks for the new code in the moment in which it withdraws the old one; the new one's other messages
     * follow while it lives.
     */
    private static final Duration FAR = Duration.ofHours(1);

    /** Each login on each of its days, and none of the other tables, not even for a moment's thought of the planner. */
    private static final String OF_LOGINS = """
            SELECT found.* FROM unnest(CAST(:tenants AS text[]), CAST(:logins AS text[]), CAST(:days AS date[]))
                AS place (tenant, login_id, day)
            CROSS JOIN LATERAL (
                SELECT type, published_at, traceparent, body FROM @fact AS fact
                WHERE fact.tenant = place.tenant AND fact.login_id = place.login_id
                AND fact.happened_at >= CAST(place.day AS timestamp) AT TIME ZONE 'UTC'
                AND fact.happened_at < CAST(place.day AS timestamp) AT TIME ZONE 'UTC' + interval '24 hours'
                AND {days}
            ) AS found
            """;

    private static final String LOGINS_OF_CHALLENGE = """
            SELECT DISTINCT login_id FROM @fact
            WHERE type = 'OtpRequested' AND tenant = ANY(:tenants) AND challenge_id = :challenge
            """;

    private static final String REQUESTS = """
            SELECT found.* FROM unnest(CAST(:tenants AS text[]), CAST(:challenges AS text[]), CAST(:ats AS timestamptz[]))
                AS place (tenant, challenge_id, at)
            CROSS JOIN LATERAL (
                SELECT type, published_at, traceparent, body FROM @fact AS fact
                WHERE type = 'OtpRequested'
                AND fact.tenant = place.tenant AND fact.challenge_id = place.challenge_id
                AND fact.happened_at >= place.at - interval '1 hour' AND fact.happened_at < place.at + interval '1 hour'
                AND {days}
            ) AS found
            """;

    private final JdbcClient jdbc;
    private final FactJson json;
    private final Generation generation;
    private final LoginDays days;

    StoredFacts(JdbcClient jdbc, FactJson json, Generation generation) {
        this.jdbc = jdbc;
        this.json = json;
        this.generation = generation;
        this.days = new LoginDays(jdbc, generation);
    }

    /** The facts of these logins, whenever they were. */
    List<Published> of(Set<String> logins, Set<String> tenants) {
        return of(tenants.stream()
                .flatMap(tenant -> logins.stream().map(login -> new FactCount.Key(tenant, login)))
                .toList());
    }

    /**
     * The same. Two statements, because the planner of one thinks about every table that there is before it knows which
     * days are meant.
     */
    List<Published> of(Collection<FactCount.Key> logins) {
        var places = logins.isEmpty() ? List.<LoginDay>of() : days.of(logins);
        if (places.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(sql(OF_LOGINS, places.stream().map(LoginDay::day)))
                .param("tenants", column(places, LoginDay::tenant))
                .param("logins", column(places, LoginDay::loginId))
                .param("days", column(places, place -> place.day().toString()))
                .query(this::published)
                .list();
    }

    /** The logins that a challenge was made for: one, unless two tenants have challenges of the same name. */
    List<String> loginsOfChallenge(String challengeId, Set<String> tenants) {
        return jdbc.sql(generation.sql(LOGINS_OF_CHALLENGE))
                .param("tenants", column(tenants, Function.identity()))
                .param("challenge", challengeId)
                .query(String.class)
                .list();
    }

    /** The challenges that replaced those of these facts, by their identifier. */
    Map<String, Successor> successors(List<Published> facts) {
        var replaced = facts.stream()
                .map(Published::fact)
                .filter(fact -> fact instanceof Fact.Withdrawn withdrawn && withdrawn.replacedBy() != null)
                .map(Fact.Withdrawn.class::cast)
                .toList();
        var successors = new HashMap<String, Successor>();
        if (!replaced.isEmpty()) {
            var around = replaced.stream()
                    .flatMap(fact -> Stream.of(fact.at().minus(FAR), fact.at().plus(FAR)))
                    .map(instant -> instant.atOffset(ZoneOffset.UTC).toLocalDate());
            jdbc
                    .sql(sql(REQUESTS, around))
                    .param("tenants", column(replaced, Fact.Withdrawn::tenant))
                    .param("challenges", column(replaced, fact -> String.valueOf(fact.replacedBy())))
                    .param("ats", column(replaced, fact -> fact.at().toString()))
                    .query(this::published)
                    .list()
                    .stream()
                    .map(StoredFacts::successor)
                    .forEach(successor -> successors.put(successor.challengeId(), successor));
        }
        return successors;
    }

    private String sql(String statement, Stream<LocalDate> days) {
        return generation.sql(statement).replace("{days}", OnDays.condition("fact.happened_at", days.toList()));
    }

    private static Successor successor(Published published) {
        return Successor.of((Fact.Requested) published.fact());
    }

    Published published(ResultSet row, int number) throws SQLException {
        return new Published(
                json.read(row.getString("type"), row.getString("body")),
                row.getObject("published_at", OffsetDateTime.class).toInstant(),
                TraceParent.of(row.getString("traceparent")));
    }

    private static <T> String[] column(Collection<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
