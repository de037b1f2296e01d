package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.events.Channel;
import ontime.history.delays.Passage;
import ontime.history.delays.PassageLog;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

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
              AND happened_at >= :from AND happened_at < :to
            ORDER BY tenant, challenge_id, body ->> 'delivery', happened_at
        ), newest AS (
            SELECT * FROM request ORDER BY requested DESC LIMIT :most
        ), receipt AS (
            SELECT tenant, challenge_id, body ->> 'delivery' AS delivery, happened_at,
                   body ->> 'status' AS status, body ->> 'heardBy' AS heard_by, body ->> 'provider' AS provider,
                   (body ->> 'publishedAt')::timestamptz AS published,
                   (body ->> 'consumedAt')::timestamptz AS consumed,
                   (body ->> 'dispatchedAt')::timestamptz AS dispatched
            FROM fact
            WHERE type = 'DeliveryReceipt' AND tenant = ANY(:tenants)
              AND happened_at >= :from AND happened_at < CAST(:to AS timestamptz) + %s
        ), told AS (
            SELECT tenant, challenge_id, delivery,
                   max(provider) AS provider, min(published) AS published, min(consumed) AS consumed,
                   coalesce(min(dispatched) FILTER (WHERE status = 'ACCEPTED'), max(dispatched)) AS dispatched,
                   min(happened_at) FILTER (WHERE status = 'ACCEPTED') AS accepted,
                   min(happened_at) FILTER (WHERE status = 'DELIVERED') AS delivered,
                   coalesce(bool_or(status = 'FAILED' AND heard_by = 'GATEWAY'), false) AS returned
            FROM receipt GROUP BY tenant, challenge_id, delivery
        )
        SELECT newest.login_id, newest.channel, newest.country, newest.clicked, newest.requested,
               coalesce(told.published, newest.published_at) AS published, told.provider, told.consumed,
               told.dispatched, told.accepted, told.delivered, coalesce(told.returned, false) AS returned
        FROM newest LEFT JOIN told USING (tenant, challenge_id, delivery)
        ORDER BY newest.requested DESC
        """.formatted(LATEST);

    private static final Map<Moment, String> COLUMNS = Map.of(
            Moment.CLICKED, "clicked",
            Moment.REQUESTED, "requested",
            Moment.PUBLISHED, "published",
            Moment.CONSUMED, "consumed",
            Moment.DISPATCHED, "dispatched",
            Moment.ACCEPTED, "accepted",
            Moment.DELIVERED, "delivered");

    private final JdbcClient jdbc;

    PostgresPassageLog(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<Passage> between(Instant from, Instant to, Set<String> tenants, int most) {
        return jdbc.sql(PASSAGES)
                .param("tenants", tenants.toArray(String[]::new))
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query(PostgresPassageLog::passage)
                .list();
    }

    private static Passage passage(ResultSet row, int number) throws SQLException {
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
