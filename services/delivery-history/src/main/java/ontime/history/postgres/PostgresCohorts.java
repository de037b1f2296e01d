package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import ontime.events.TraceParent;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.promises.Cohorts;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Reads logins by the index of their requests; what belongs to a login lies within a day of each of them. */
final class PostgresCohorts implements Cohorts {

    private static final String FACTS = """
            WITH chosen AS (
                SELECT DISTINCT tenant, login_id FROM fact
                WHERE type = 'OtpRequested' AND happened_at >= :from AND happened_at < :to
            )
            SELECT told.type, told.published_at, told.traceparent, told.body FROM chosen CROSS JOIN LATERAL (
                SELECT type, published_at, traceparent, body FROM fact
                WHERE fact.tenant = chosen.tenant AND fact.login_id = chosen.login_id
                  AND fact.happened_at > CAST(:from AS timestamptz) - interval '1 day'
                  AND fact.happened_at < CAST(:to AS timestamptz) + interval '1 day'
            ) AS told
            ORDER BY chosen.tenant, chosen.login_id
            """;

    /** So many rows are in memory at a time, within a transaction; without one the driver takes them all at once. */
    private static final int FETCHED = 1_000;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final FactJson json;

    PostgresCohorts(JdbcClient jdbc, TransactionOperations transaction, FactJson json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public void read(Instant from, Instant to, Instant now, Consumer<Login> reader) {
        var collected = new Collected(now, reader);
        transaction.executeWithoutResult(_ -> jdbc.sql(FACTS)
                .withFetchSize(FETCHED)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .query(collected));
        collected.hand();
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
            var last = facts.isEmpty() ? fact : facts.getLast().fact();
            if (!last.tenant().equals(fact.tenant()) || !last.loginId().equals(fact.loginId())) {
                hand();
            }
            facts.add(new Published(
                    fact,
                    row.getObject("published_at", OffsetDateTime.class).toInstant(),
                    TraceParent.of(row.getString("traceparent"))));
        }

        void hand() {
            if (!facts.isEmpty()) {
                reader.accept(Login.of(facts, Map.of(), now));
                facts.clear();
            }
        }
    }
}
