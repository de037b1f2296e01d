package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.facts.Published;
import ontime.history.facts.Successor;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the keys of logins by SQL, and puts the logins together from their facts. */
final class PostgresLoginSearch implements LoginSearch {

    private static final String FACTS = """
            SELECT type, published_at, body FROM fact
            WHERE (tenant, login_id) IN (SELECT * FROM unnest(CAST(:tenants AS text[]), CAST(:logins AS text[])))
            """;

    private static final String REQUESTS = """
            SELECT type, published_at, body FROM fact
            WHERE type = 'OtpRequested' AND tenant = ANY(:tenants) AND challenge_id = ANY(:challenges)
            """;

    /** A user's logins, and those that a code was refused at because they are another user's. */
    private static final String OF_USER = """
            SELECT tenant, login_id FROM login WHERE tenant = ANY(:tenants) AND user_id = :user
            UNION SELECT tenant, login_id FROM fact
                WHERE type = 'LoginRefused' AND body ->> 'reason' = 'LOGIN_OF_ANOTHER_USER'
                AND tenant = ANY(:tenants) AND body ->> 'userId' = :user
            """;

    /** One look-up by index for each kind of name; joined by "or" they would read every login of the tenant. */
    private static final String ANYTHING = """
            (tenant, login_id) IN (
                SELECT tenant, login_id FROM login WHERE tenant = ANY(:tenants) AND login_id = :anything
                UNION %s
                UNION SELECT tenant, login_id FROM delivery WHERE tenant = ANY(:tenants) AND challenge_id = :anything
                UNION SELECT tenant, login_id FROM delivery WHERE tenant = ANY(:tenants) AND reference = upper(:anything)
            )
            """.formatted(OF_USER.replace(":user", ":anything"));

    private final JdbcClient jdbc;
    private final FactJson json;

    PostgresLoginSearch(JdbcClient jdbc, FactJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Optional<Login> find(String loginId, Set<String> tenants, Instant now) {
        var keys = jdbc.sql("""
                        SELECT started_at, tenant, login_id FROM login
                        WHERE login_id = :login AND tenant = ANY(:tenants)
                        ORDER BY started_at DESC, tenant LIMIT 1
                        """)
                .param("login", loginId)
                .param("tenants", array(tenants))
                .query(PostgresLoginSearch::position)
                .list();
        return logins(keys, now).stream().findFirst();
    }

    @Override
    public Page search(Criteria criteria, Set<String> tenants, Instant now) {
        var query = new Conditions();
        query.and("tenant = ANY(:tenants)", "tenants", array(tenants));
        query.and("(tenant, login_id) IN (" + OF_USER + ")", "user", criteria.userId());
        query.and("started_at >= :from", "from", utc(criteria.from()));
        query.and("started_at < :to", "to", utc(criteria.to()));
        query.and(ofDelivery("reference = :reference"), "reference", upper(criteria.reference()));
        query.and(ofDelivery("channel = :channel"), "channel", name(criteria.channel()));
        query.and(ofDelivery("status = ANY(CAST(:status AS delivery_state[]))"), "status", told(criteria.status()));
        query.and(ANYTHING, "anything", criteria.anything());
        if (criteria.after() != null) {
            query.and(
                    "(started_at, tenant, login_id) < (:at, :tenant, :login)",
                    "at",
                    utc(criteria.after().startedAt()));
            query.with("tenant", criteria.after().tenant());
            query.with("login", criteria.after().loginId());
        }
        // One more than asked for tells whether there is a next page.
        query.with("limit", criteria.limit() + 1);
        var keys = jdbc.sql("SELECT started_at, tenant, login_id FROM login WHERE " + query.sql()
                        + " ORDER BY started_at DESC, tenant DESC, login_id DESC LIMIT :limit")
                .params(query.parameters())
                .query(PostgresLoginSearch::position)
                .list();
        var more = keys.size() > criteria.limit();
        var page = more ? keys.subList(0, criteria.limit()) : keys;
        return new Page(logins(page, now), more ? page.getLast() : null);
    }

    /** Every state that is told as this one. */
    private static String @Nullable [] told(@Nullable DeliveryState state) {
        return state == null
                ? null
                : Arrays.stream(DeliveryState.values())
                        .filter(one -> one.told() == state)
                        .map(Enum::name)
                        .toArray(String[]::new);
    }

    private static String ofDelivery(String condition) {
        return "EXISTS (SELECT FROM delivery WHERE delivery.tenant = login.tenant"
                + " AND delivery.login_id = login.login_id AND " + condition + ")";
    }

    private List<Login> logins(List<Position> keys, Instant now) {
        if (keys.isEmpty()) {
            return List.of();
        }
        var facts = jdbc.sql(FACTS)
                .param("tenants", array(keys.stream().map(Position::tenant).toList()))
                .param("logins", array(keys.stream().map(Position::loginId).toList()))
                .query(this::published)
                .list();
        var byLogin = new LinkedHashMap<List<String>, List<Published>>();
        keys.forEach(key -> byLogin.put(List.of(key.tenant(), key.loginId()), new ArrayList<>()));
        facts.forEach(published -> byLogin.computeIfAbsent(
                        List.of(published.fact().tenant(), published.fact().loginId()), key -> new ArrayList<>())
                .add(published));
        var successors = successors(facts);
        return byLogin.values().stream()
                .map(ofOne -> Login.of(ofOne, successors, now))
                .toList();
    }

    private Map<String, Successor> successors(List<Published> facts) {
        var withdrawn = facts.stream()
                .map(Published::fact)
                .filter(Fact.Withdrawn.class::isInstance)
                .map(Fact.Withdrawn.class::cast)
                .filter(fact -> fact.replacedBy() != null)
                .toList();
        var successors = new HashMap<String, Successor>();
        if (!withdrawn.isEmpty()) {
            jdbc
                    .sql(REQUESTS)
                    .param("tenants", array(withdrawn.stream().map(Fact::tenant).toList()))
                    .param(
                            "challenges",
                            array(withdrawn.stream()
                                    .map(Fact.Withdrawn::replacedBy)
                                    .filter(Objects::nonNull)
                                    .toList()))
                    .query(this::published)
                    .list()
                    .stream()
                    .map(PostgresLoginSearch::successor)
                    .forEach(successor -> successors.put(successor.challengeId(), successor));
        }
        return successors;
    }

    private static Successor successor(Published published) {
        return Successor.of((Fact.Requested) published.fact());
    }

    private Published published(ResultSet row, int number) throws SQLException {
        return new Published(
                json.read(row.getString("type"), row.getString("body")),
                row.getObject("published_at", OffsetDateTime.class).toInstant());
    }

    private static Position position(ResultSet row, int number) throws SQLException {
        return new Position(
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                row.getString("tenant"),
                row.getString("login_id"));
    }

    private static String[] array(Collection<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable String upper(@Nullable String text) {
        return text == null ? null : text.toUpperCase(Locale.ROOT);
    }

    private static @Nullable String name(@Nullable Enum<?> constant) {
        return constant == null ? null : constant.name();
    }

    /** The conditions that were asked for, so that no index is lost to "or the parameter is null". */
    private static final class Conditions {
        private final List<String> conditions = new ArrayList<>();
        private final Map<String, Object> parameters = new HashMap<>();

        void and(String condition, String name, @Nullable Object value) {
            if (value != null) {
                conditions.add(condition);
                parameters.put(name, value);
            }
        }

        void with(String name, Object value) {
            parameters.put(name, value);
        }

        String sql() {
            return String.join(" AND ", conditions);
        }

        Map<String, Object> parameters() {
            return parameters;
        }
    }
}
