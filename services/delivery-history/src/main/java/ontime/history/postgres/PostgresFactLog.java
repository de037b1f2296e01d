package ontime.history.postgres;

import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import ontime.history.facts.FactLog;
import ontime.history.facts.FactsRefused;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Adds facts and what the search reads of them, in three statements a batch.
 *
 * <p>Within a batch the statements group by key, because {@code ON CONFLICT} touches no row twice, and order by key,
 * because two writers that lock the same rows in different order wait for each other for ever. Grouping and conflict
 * use the same least and greatest, so that it makes no difference how facts are spread over batches.
 */
final class PostgresFactLog implements FactLog {

    private static final String BATCH = """
            WITH batch AS (
                SELECT * FROM jsonb_to_recordset(CAST(:facts AS jsonb)) AS row (
                    event_id text, type text, tenant text, owner text, login_id text, challenge_id text,
                    happened_at timestamptz, started_at timestamptz, published_at timestamptz, delivery integer,
                    channel text, status delivery_state, reference text, destination_fingerprint text, body jsonb)
            )
            """;

    private static final String FACTS = BATCH + """
            INSERT INTO fact (event_id, type, tenant, login_id, challenge_id, happened_at, published_at, body)
            SELECT DISTINCT ON (event_id)
                   event_id, type, tenant, login_id, challenge_id, happened_at, published_at, body
            FROM batch ORDER BY event_id, published_at
            ON CONFLICT (event_id) DO UPDATE SET published_at = excluded.published_at
            WHERE excluded.published_at < fact.published_at
            """;

    private static final String LOGINS = BATCH + """
            INSERT INTO login (tenant, login_id, user_id, started_at)
            SELECT tenant, login_id, max(owner), min(started_at)
            FROM batch GROUP BY tenant, login_id ORDER BY tenant, login_id
            ON CONFLICT (tenant, login_id) DO UPDATE SET
                user_id = greatest(login.user_id, excluded.user_id),
                started_at = least(login.started_at, excluded.started_at)
            WHERE (greatest(login.user_id, excluded.user_id), least(login.started_at, excluded.started_at))
                IS DISTINCT FROM (login.user_id, login.started_at)
            """;

    private static final String DELIVERIES = BATCH + """
            INSERT INTO delivery
                (tenant, challenge_id, delivery, login_id, channel, status, reference, destination_fingerprint)
            SELECT tenant, challenge_id, delivery, max(login_id), max(channel), max(status), max(reference),
                   max(destination_fingerprint)
            FROM batch WHERE delivery IS NOT NULL
            GROUP BY tenant, challenge_id, delivery ORDER BY tenant, challenge_id, delivery
            ON CONFLICT (tenant, challenge_id, delivery) DO UPDATE SET
                login_id = greatest(delivery.login_id, excluded.login_id),
                channel = greatest(delivery.channel, excluded.channel),
                status = greatest(delivery.status, excluded.status),
                reference = greatest(delivery.reference, excluded.reference),
                destination_fingerprint = greatest(delivery.destination_fingerprint, excluded.destination_fingerprint)
            """;

    /**
     * Classes of SQLSTATE that speak of what is in a row: data exception, integrity constraint, program limit exceeded.
     * Whatever else goes wrong (a server that is away, a missing table, a full disk) is not the fact's fault.
     */
    private static final Set<String> REFUSALS = Set.of("22", "23", "54");

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final FactJson json;

    PostgresFactLog(JdbcClient jdbc, TransactionOperations transaction, FactJson json) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.json = json;
    }

    @Override
    public void add(List<Published> facts) {
        if (facts.isEmpty()) {
            return;
        }
        var rows = json.write(facts);
        try {
            transaction.executeWithoutResult(status -> {
                for (var statement : List.of(FACTS, LOGINS, DELIVERIES)) {
                    jdbc.sql(statement).param("facts", rows).update();
                }
            });
        } catch (DataAccessException e) {
            var state = state(e);
            if (state != null && REFUSALS.contains(state.substring(0, 2))) {
                throw new FactsRefused("the database refuses it, SQLSTATE " + state, e);
            }
            throw e;
        }
    }

    private static @Nullable String state(DataAccessException failure) {
        return failure.getMostSpecificCause() instanceof SQLException cause ? cause.getSQLState() : null;
    }
}
