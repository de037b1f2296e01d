package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.latency.Latencies;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads logins by the index of their beginning. Of very many it reads some, chosen by the hash of their identifier, so
 * that an answer takes as long at ten million logins as at ten thousand, and two answers are of the same logins.
 */
final class PostgresLatencies implements Latencies {

    /** So many tell a 99th percentile by a hundred logins beyond it. */
    private static final long MOST = 10_000;

    private static final String LOGINS = """
            FROM (
                SELECT DISTINCT tenant, login_id FROM mention
                WHERE tenant = ANY(:tenants) AND name IN ('all:SMS', 'all:EMAIL', 'all:OTHER', 'all:NONE')
                AND at >= :from AND at < :to
            ) AS login WHERE true
            """;

    private static final String FACTS = """
            WITH chosen AS (
                SELECT tenant, login_id %s AND abs(hashtext(login_id)::bigint) %% :oneIn = 0
            )
            SELECT fact.tenant, fact.login_id, fact.type, fact.published_at, fact.body
            FROM fact JOIN chosen ON fact.tenant = chosen.tenant AND fact.login_id = chosen.login_id
            WHERE fact.happened_at >= CAST(:from AS timestamptz) - interval '1 day'
              AND fact.happened_at < CAST(:to AS timestamptz) + interval '8 days'
            ORDER BY fact.tenant, fact.login_id
            """.formatted(LOGINS);

    private final JdbcClient jdbc;
    private final FactJson json;

    PostgresLatencies(JdbcClient jdbc, FactJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Override
    public Sample read(Instant from, Instant to, Set<String> tenants, Instant now, Consumer<Login> reader) {
        var range = Map.of(
                "tenants",
                tenants.toArray(String[]::new),
                "from",
                from.atOffset(ZoneOffset.UTC),
                "to",
                to.atOffset(ZoneOffset.UTC));
        var logins = jdbc.sql("SELECT count(*) " + LOGINS)
                .params(range)
                .query(Long.class)
                .single();
        var oneIn = Math.max(1, Math.ceilDiv(logins, MOST));
        var collected = new Collected(now, reader);
        jdbc.sql(FACTS).params(range).param("oneIn", oneIn).query(collected);
        collected.hand();
        return new Sample(logins, oneIn);
    }

    /** Puts each login together when the last of its rows has been read. */
    private final class Collected implements RowCallbackHandler {

        private final Instant now;
        private final Consumer<Login> reader;
        private final List<Published> facts = new ArrayList<>();

        Collected(Instant now, Consumer<Login> reader) {
            this.now = now;
            this.reader = reader;
        }

        @Override
        public void processRow(ResultSet row) throws SQLException {
            var fact = json.read(row.getString("type"), row.getString("body"));
            if (!facts.isEmpty() && !isOfSameLogin(fact.tenant(), fact.loginId())) {
                hand();
            }
            facts.add(new Published(
                    fact, row.getObject("published_at", OffsetDateTime.class).toInstant()));
        }

        private boolean isOfSameLogin(String tenant, String loginId) {
            var last = facts.getLast().fact();
            return last.tenant().equals(tenant) && last.loginId().equals(loginId);
        }

        private void hand() {
            if (!facts.isEmpty()) {
                reader.accept(Login.of(facts, Map.of(), now));
                facts.clear();
            }
        }
    }
}
