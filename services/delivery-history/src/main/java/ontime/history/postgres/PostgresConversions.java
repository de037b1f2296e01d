package ontime.history.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ontime.history.conversion.Conversions;
import ontime.history.conversion.Distinction;
import ontime.history.conversion.Funnel;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Counts by SQL, from the facts themselves. A challenge is looked at as a whole, also where only some of its deliveries
 * were requested within the time: which of them brought the code can be told no other way. Providers report for three
 * days, so no fact that counts is far from its request, and days beyond need not be looked through.
 */
final class PostgresConversions implements Conversions {

    /**
     * Which state each receipt speaks for is said in {@link ontime.history.facts.DeliveryState}; which delivery is
     * credited with a code that was entered, in {@link ontime.history.facts.Challenge}.
     */
    private static final String DELIVERIES = """
            WITH challenge AS (
                SELECT DISTINCT tenant, login_id, challenge_id FROM fact
                WHERE type = 'OtpRequested' AND happened_at >= :from AND happened_at < :to AND :whose
            ), known AS (
                SELECT fact.tenant, fact.challenge_id, fact.type, fact.happened_at, fact.body
                FROM challenge JOIN fact USING (tenant, login_id, challenge_id)
                WHERE happened_at >= CAST(:from AS timestamptz) - interval '1 day'
                  AND happened_at < CAST(:to AS timestamptz) + interval '4 days'
            ), told AS (
                SELECT tenant, challenge_id, CAST(body ->> 'delivery' AS integer) AS delivery,
                       min(happened_at) FILTER (WHERE type = 'OtpRequested') AS requested_at,
                       max(CAST(body ->> 'expiresAt' AS timestamptz)) AS expires_at,
                       max(body ->> 'channel') AS channel,
                       max(body ->> 'country') AS country,
                       max(body ->> 'provider') AS provider,
                       max(body ->> 'carrier') AS carrier,
                       max(lower(nullif(split_part(body ->> 'maskedDestination', '@', 2), ''))) AS domain,
                       min(happened_at) FILTER (WHERE body ->> 'status' IN ('ACCEPTED', 'DELIVERED')) AS arrived_at,
                       coalesce(bool_or(body ->> 'status' IN ('ACCEPTED', 'DELIVERED')
                           OR body ->> 'heardBy' = 'GATEWAY'), false) AS accepted,
                       coalesce(bool_or(body ->> 'status' = 'DELIVERED'), false) AS delivered,
                       coalesce(bool_or(body ->> 'status' = 'FAILED' AND body ->> 'heardBy' = 'GATEWAY'), false)
                           AS returned
                FROM known WHERE type IN ('OtpRequested', 'DeliveryReceipt')
                GROUP BY tenant, challenge_id, delivery
            ), entered AS (
                SELECT tenant, challenge_id, min(happened_at) AS entered_at FROM known
                WHERE type = 'CodeChecked' AND body ->> 'outcome' = 'VERIFIED'
                GROUP BY tenant, challenge_id
            ), arrival AS (
                SELECT told.tenant, told.challenge_id, told.delivery,
                       arrived_at IS NOT NULL AND arrived_at <= entered_at AND NOT returned AS before
                FROM told JOIN entered USING (tenant, challenge_id)
            ), credited AS (
                SELECT DISTINCT ON (tenant, challenge_id) tenant, challenge_id, delivery, true AS entered FROM arrival
                ORDER BY tenant, challenge_id, before DESC, CASE WHEN before THEN -delivery ELSE delivery END
            ), judged AS (
                SELECT told.*, coalesce(entered, false) AS entered, expires_at <= :youngAfter AS old
                FROM told LEFT JOIN credited USING (tenant, challenge_id, delivery)
                WHERE requested_at >= :from AND requested_at < :to
            )
            """;

    private static final String COUNTS = """
            count(*) FILTER (WHERE old) AS requested,
            count(*) FILTER (WHERE old AND (accepted OR entered)) AS accepted,
            count(*) FILTER (WHERE old AND ((delivered AND NOT returned) OR entered)) AS delivered,
            count(*) FILTER (WHERE old AND entered) AS entered,
            count(*) FILTER (WHERE NOT old) AS too_young,
            sum(count(*) FILTER (WHERE NOT old)) OVER () AS all_too_young
            """;

    private final JdbcClient jdbc;

    PostgresConversions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Row(Group group, long allTooYoung) {}

    @Override
    public Answer count(Question question, Instant youngAfter) {
        var query = jdbc.sql(sql(question))
                .param("from", utc(question.from()))
                .param("to", utc(question.to()))
                .param("youngAfter", utc(youngAfter))
                // One more than asked for tells whether there are more.
                .param("most", question.most() + 1L);
        if (question.tenants() != null) {
            query = query.param("tenants", question.tenants().toArray(String[]::new));
        }
        var rows = query.query((row, _) -> row(row, question.by())).list();
        var told = rows.stream().limit(question.most()).map(Row::group).toList();
        return new Answer(told, rows.isEmpty() ? 0 : rows.getFirst().allTooYoung, rows.size() > told.size());
    }

    private static String sql(Question question) {
        var columns = question.by().stream()
                .map(dimension -> expression(dimension) + " AS " + column(dimension))
                .toList();
        var grouping = question.by().isEmpty()
                ? ""
                : " GROUP BY "
                        + question.by().stream()
                                .map(dimension -> Integer.toString(question.by().indexOf(dimension) + 1))
                                .collect(Collectors.joining(", "));
        return DELIVERIES.replace(":whose", question.tenants() == null ? "true" : "tenant = ANY(:tenants)")
                + "SELECT " + columns.stream().map(column -> column + ", ").collect(Collectors.joining()) + COUNTS
                + " FROM judged" + grouping
                + " ORDER BY count(*) DESC"
                + question.by().stream()
                        .map(dimension -> ", " + (question.by().indexOf(dimension) + 1))
                        .collect(Collectors.joining())
                + " LIMIT :most";
    }

    private static String column(Distinction dimension) {
        return switch (dimension) {
            case COUNTRY -> "group_country";
            case CARRIER -> "group_carrier";
            case DOMAIN -> "group_domain";
            case HOUR -> "group_hour";
            case CHANNEL -> "group_channel";
            case PROVIDER -> "group_provider";
        };
    }

    private static String expression(Distinction dimension) {
        return switch (dimension) {
            case COUNTRY -> "country";
            case CARRIER -> "carrier";
            case DOMAIN -> "domain";
            case HOUR -> "to_char(requested_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:00:00.000\"Z\"')";
            case CHANNEL -> "channel";
            case PROVIDER -> "provider";
        };
    }

    private static Row row(ResultSet row, List<Distinction> by) throws SQLException {
        Map<Distinction, @Nullable String> of = new EnumMap<>(Distinction.class);
        for (var dimension : by) {
            of.put(dimension, row.getString(column(dimension)));
        }
        var funnel = new Funnel(
                row.getLong("requested"),
                row.getLong("accepted"),
                row.getLong("delivered"),
                row.getLong("entered"),
                row.getLong("too_young"));
        return new Row(new Group(of, funnel), row.getLong("all_too_young"));
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
