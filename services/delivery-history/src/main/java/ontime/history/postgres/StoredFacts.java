package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import ontime.events.TraceParent;
import ontime.history.facts.Fact;
import ontime.history.facts.LoginSearch.Position;
import ontime.history.facts.Published;
import ontime.history.facts.Successor;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads facts. Where it is known about when they happened, only the tables of these days are looked into. */
final class StoredFacts {

    /**
     * A login's facts are this far from where it is mentioned, at most: the topics keep nothing for longer than seven
     * days, so nothing comes later than that.
     */
    private static final String FAR = "interval '8 days'";

    private static final String AROUND = """
            SELECT found.* FROM unnest(CAST(:tenants AS text[]), CAST(:logins AS text[]), CAST(:ats AS timestamptz[]))
                AS place (tenant, login_id, at)
            CROSS JOIN LATERAL (
                SELECT type, published_at, traceparent, body FROM @fact AS fact
                WHERE fact.tenant = place.tenant AND fact.login_id = place.login_id
                AND fact.happened_at > place.at - %1$s AND fact.happened_at < place.at + %1$s
            ) AS found
            """.formatted(FAR);

    private static final String OF_LOGIN = """
            SELECT type, published_at, traceparent, body FROM @fact
            WHERE tenant = ANY(:tenants) AND login_id = ANY(:logins)
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
                AND fact.happened_at > place.at - %1$s AND fact.happened_at < place.at + %1$s
            ) AS found
            """.formatted(FAR);

    private final JdbcClient jdbc;
    private final FactJson json;
    private final Generation generation;

    StoredFacts(JdbcClient jdbc, FactJson json, Generation generation) {
        this.jdbc = jdbc;
        this.json = json;
        this.generation = generation;
    }

    /** The facts of the logins that are mentioned here. */
    List<Published> around(List<Position> places) {
        return places.isEmpty()
                ? List.of()
                : jdbc.sql(generation.sql(AROUND))
                        .param("tenants", column(places, Position::tenant))
                        .param("logins", column(places, Position::loginId))
                        .param("ats", column(places, place -> place.startedAt().toString()))
                        .query(this::published)
                        .list();
    }

    /** The facts of these logins, whenever they were. */
    List<Published> of(Set<String> logins, Set<String> tenants) {
        return logins.isEmpty()
                ? List.of()
                : jdbc.sql(generation.sql(OF_LOGIN))
                        .param("tenants", column(tenants, Function.identity()))
                        .param("logins", column(logins, Function.identity()))
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
            jdbc
                    .sql(generation.sql(REQUESTS))
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
