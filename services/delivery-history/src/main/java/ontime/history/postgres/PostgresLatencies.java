package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.latency.Latencies;
import ontime.history.search.Mention;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads logins by the index of their beginning. Of very many it reads some, chosen by the hash of their identifier, so
 * that an answer takes as long at ten million logins as at ten thousand, and two answers are of the same logins.
 */
final class PostgresLatencies implements Latencies {

    /** So many tell a 99th percentile by a hundred logins beyond it. */
    private static final long MOST = 10_000;

    /** A login of two channels stands here twice. */
    private static final String LOGINS = """
            FROM mention
            WHERE tenant = ANY(:tenants) AND name = ANY(:names) AND at >= :from AND at < :to
            """;

    private static final String FACTS = """
            WITH chosen AS (
                SELECT tenant, login_id, min(at) AS at %s AND abs(hashtext(login_id)::bigint) %% :oneIn = 0
                GROUP BY tenant, login_id
            )
            SELECT told.type, told.published_at, told.body FROM chosen CROSS JOIN LATERAL (
                SELECT type, published_at, body FROM fact
                WHERE fact.tenant = chosen.tenant AND fact.login_id = chosen.login_id
                  AND fact.happened_at > chosen.at - interval '1 day' AND fact.happened_at < chosen.at + interval '8 days'
            ) AS told
            ORDER BY chosen.tenant, chosen.login_id
            """.formatted(LOGINS);

    /** So many rows are in memory at a time, within a transaction; without one the driver takes them all at once. */
    private static final int FETCHED = 1_000;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final FactJson json;

    PostgresLatencies(JdbcClient jdbc, TransactionOperations transaction, FactJson json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public Sample read(Instant from, Instant to, Set<String> tenants, Instant now, Consumer<Login> reader) {
        return Objects.requireNonNull(
                transaction.execute(status -> sample(from, to, tenants, new Collected(now, reader))));
    }

    private Sample sample(Instant from, Instant to, Set<String> tenants, Collected collected) {
        var range = Map.of(
                "tenants",
                tenants.toArray(String[]::new),
                "names",
                Mention.ofAnyChannel().toArray(String[]::new),
                "from",
                from.atOffset(ZoneOffset.UTC),
                "to",
                to.atOffset(ZoneOffset.UTC));
        var mentioned = jdbc.sql("SELECT count(*) " + LOGINS)
                .params(range)
                .query(Long.class)
                .single();
        var oneIn = Math.max(1, Math.ceilDiv(mentioned, MOST));
        jdbc.sql(FACTS)
                .withFetchSize(FETCHED)
                .params(range)
                .param("oneIn", oneIn)
                .query(collected);
        collected.hand();
        return new Sample(collected.logins * oneIn, oneIn);
    }

    /** Puts each login together when the last of its rows has been read. */
    private final class Collected implements RowCallbackHandler {

        private final Instant now;
        private final Consumer<Login> reader;
        private final List<Published> facts = new ArrayList<>();
        private long logins;

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
                logins++;
                reader.accept(Login.of(facts, Map.of(), now));
                facts.clear();
            }
        }
    }
}
