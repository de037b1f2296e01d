package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import ontime.events.Channel;
import ontime.history.delays.Passage;
import ontime.history.delays.PassageLog;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads the instants of deliveries out of the facts; which stage they belong to, the ledger decides as for one login.
 */
@Component
final class PostgresPassageLog implements PassageLog {

    /**
     * A receipt that comes later than this says nothing of a delay any more: its delivery counts as not arrived. The
     * bound spares a look into all days since.
     */
    private static final String LATEST = "interval '1 day'";

    private static final String PASSAGES = """
        WITH request AS (
            SELECT DISTINCT ON (tenant, challenge_id, body ->> 'delivery')
                   tenant, challenge_id, login_id, body ->> 'delivery' AS delivery, body ->> 'channel' AS channel,
                   body ->> 'country' AS country, happened_at AS requested, published_at,
                   CASE WHEN body ->> 'delivery' = '1'
                        THEN least((body ->> 'clickedAt')::timestamptz, happened_at)
                        ELSE happened_at END AS clicked
            FROM fact
            WHERE type = 'OtpRequested' AND tenant = ANY(:tenants)
              AND happened_at >= :from AND happened_at < CAST(:to AS timestamptz) + %1$s
              AND (CAST(:channel AS text) IS NULL OR body ->> 'channel' = :channel)
              AND (CAST(:country AS text) IS NULL OR body ->> 'country' = :country)
            ORDER BY tenant, challenge_id, body ->> 'delivery', happened_at
        ), receipt AS (
            SELECT tenant, challenge_id, body ->> 'delivery' AS delivery, happened_at,
                   body ->> 'status' AS status, body ->> 'heardBy' AS heard_by, body ->> 'provider' AS provider,
                   (body ->> 'publishedAt')::timestamptz AS published,
                   (body ->> 'consumedAt')::timestamptz AS consumed,
                   (body ->> 'dispatchedAt')::timestamptz AS dispatched
            FROM fact
            WHERE type = 'DeliveryReceipt' AND tenant = ANY(:tenants)
              AND happened_at >= :from AND happened_at < CAST(:to AS timestamptz) + %1$s
        ), told AS (
            SELECT tenant, challenge_id, delivery,
                   max(provider) AS provider, min(published) AS published, min(consumed) AS consumed,
                   coalesce(min(dispatched) FILTER (WHERE status = 'ACCEPTED'), max(dispatched)) AS dispatched,
                   min(happened_at) FILTER (WHERE status = 'ACCEPTED') AS accepted,
                   min(happened_at) FILTER (WHERE status = 'DELIVERED') AS delivered,
                   coalesce(bool_or(status = 'FAILED' AND heard_by = 'GATEWAY'), false) AS returned
            FROM receipt GROUP BY tenant, challenge_id, delivery
        ), newest AS (
            SELECT request.login_id, request.channel, request.country, request.clicked, request.requested,
                   coalesce(told.published, request.published_at) AS published, told.provider, told.consumed,
                   told.dispatched, told.accepted, told.delivered, coalesce(told.returned, false) AS returned
            FROM request LEFT JOIN told USING (tenant, challenge_id, delivery)
            WHERE request.clicked >= :from AND request.clicked < :to
              AND (CAST(:provider AS text) IS NULL OR told.provider = :provider)
        )
        SELECT * FROM newest ORDER BY clicked DESC LIMIT :most
        """.formatted(LATEST);

    private static final Map<Moment, String> COLUMNS = Map.of(
            Moment.CLICKED, "clicked",
            Moment.REQUESTED, "requested",
            Moment.PUBLISHED, "published",
            Moment.CONSUMED, "consumed",
            Moment.DISPATCHED, "dispatched",
            Moment.ACCEPTED, "accepted",
            Moment.DELIVERED, "delivered");

    /** So many rows are fetched at once: a day of deliveries is never in memory as a whole. */
    private static final int FETCHED = 1_000;

    private final NamedParameterJdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    PostgresPassageLog(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        var fetching = new JdbcTemplate(Objects.requireNonNull(jdbc.getDataSource()));
        fetching.setFetchSize(FETCHED);
        this.jdbc = new NamedParameterJdbcTemplate(fetching);
        // The driver fetches piece by piece within a transaction only.
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
    }

    @Override
    public void read(Question question, Consumer<Passage> reader) {
        var parameters = new HashMap<String, @Nullable Object>();
        parameters.put("tenants", question.tenants().toArray(String[]::new));
        parameters.put("from", question.from().atOffset(ZoneOffset.UTC));
        parameters.put("to", question.to().atOffset(ZoneOffset.UTC));
        parameters.put(
                "channel",
                question.channel() == null ? null : question.channel().name());
        parameters.put("provider", question.provider());
        parameters.put("country", question.country());
        parameters.put("most", question.most());
        transaction.executeWithoutResult(
                _ -> jdbc.query(PASSAGES, parameters, (RowCallbackHandler) row -> reader.accept(passage(row))));
    }

    private static Passage passage(ResultSet row) throws SQLException {
        var instants = new EnumMap<Moment, Instant>(Moment.class);
        for (var column : COLUMNS.entrySet()) {
            var at = instant(row, column.getValue());
            if (at != null) {
                instants.put(column.getKey(), at);
            }
        }
        return new Passage(
                row.getString("login_id"),
                Channel.valueOf(row.getString("channel")),
                row.getString("provider"),
                row.getString("country"),
                row.getObject("clicked", OffsetDateTime.class).toInstant(),
                row.getBoolean("returned"),
                Ledger.of(instants));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
