package ontime.gateway.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import ontime.events.Channel;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.gateway.correlation.Book;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.Handover;
import ontime.gateway.correlation.Heard;
import ontime.gateway.report.Meaning;
import ontime.gateway.report.MessageKey;
import ontime.gateway.report.Network;
import ontime.gateway.report.Report;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** The book as four tables. A batch is one parameter of a statement, whose rows PostgreSQL takes apart by itself. */
final class PostgresBook implements Book {

    private static final String LISTENING = """
            INSERT INTO listening (since) VALUES (:now) ON CONFLICT DO NOTHING
            """;

    private static final String NOTIFICATION = """
            INSERT INTO notification (message_id, heard_at) VALUES (:id, :now) ON CONFLICT DO NOTHING
            """;

    private static final String REPORTS = """
            INSERT INTO report (id, provider, message_id, status, reason, permanent, confidence, detail, carrier, mcc, mnc,
                                occurred_at, observed_at)
            SELECT DISTINCT ON (id)
                   id, provider, message_id, status, reason, permanent, confidence, detail, carrier, mcc, mnc,
                   occurred_at, CAST(:now AS timestamptz)
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row (
                id uuid, provider text, message_id text, status text, reason text, permanent boolean, confidence text,
                detail text, carrier text, mcc text, mnc text, occurred_at timestamptz)
            ORDER BY id
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String DEAD_LETTERS = """
            INSERT INTO dead_letter (heard_at, source, reason, size, sha256)
            SELECT CAST(:now AS timestamptz), :source, reason, size, sha256
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row (reason text, size integer, sha256 text)
            """;

    private static final String HANDOVERS = """
            INSERT INTO handover (provider, message_id, tenant, user_id, login_id, challenge_id, delivery, channel, country,
                                  attempt, route, dispatched_at, accepted_at, silent_at, traceparent)
            SELECT DISTINCT ON (provider, message_id)
                   provider, message_id, tenant, user_id, login_id, challenge_id, delivery, channel, country,
                   attempt, route, dispatched_at, accepted_at, silent_at, traceparent
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row (
                provider text, message_id text, tenant text, user_id text, login_id text, challenge_id text,
                delivery integer, channel text, country text, attempt integer, route text,
                dispatched_at timestamptz, accepted_at timestamptz, silent_at timestamptz, traceparent text)
            ORDER BY provider, message_id, accepted_at
            ON CONFLICT (provider, message_id) DO NOTHING
            """;

    /** What was taken for a stranger's and now turns out to be ours. */
    private static final String RECLAIM = """
            UPDATE report SET foreign_since = NULL
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row (provider text, message_id text)
            WHERE report.provider = row.provider AND report.message_id = row.message_id
              AND report.foreign_since IS NOT NULL AND report.published_at IS NULL
            """;

    private static final String SETTLE = """
            UPDATE handover SET settled = true
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row (tenant text, challenge_id text)
            WHERE handover.tenant = row.tenant AND handover.challenge_id = row.challenge_id AND NOT settled
            """;

    /** Several replicas take different rows. */
    private static final String MET = """
            SELECT report.id, report.status, report.reason, report.permanent, report.confidence, report.detail,
                   report.carrier, report.mcc, report.mnc, report.occurred_at, report.observed_at,
                   handover.*
            FROM report JOIN handover USING (provider, message_id)
            WHERE report.published_at IS NULL AND report.foreign_since IS NULL
            ORDER BY report.observed_at, report.occurred_at
            LIMIT :limit
            FOR UPDATE OF report SKIP LOCKED
            """;

    private static final String PUBLISHED = """
            WITH done AS (
                UPDATE report SET published_at = now() WHERE id = ANY(:ids)
                RETURNING provider, message_id, status
            )
            UPDATE handover SET settled = true FROM done
            WHERE handover.provider = done.provider AND handover.message_id = done.message_id
              AND done.status IN ('DELIVERED', 'FAILED', 'UNKNOWN') AND NOT handover.settled
            """;

    private static final String GIVE_UP = """
            WITH given_up AS (
                UPDATE report SET foreign_since = :now
                WHERE published_at IS NULL AND foreign_since IS NULL AND observed_at < :since
                  AND NOT EXISTS (SELECT FROM handover WHERE handover.provider = report.provider
                                                         AND handover.message_id = report.message_id)
                RETURNING provider, occurred_at < :remembered AS late
            )
            SELECT provider, late, count(*) AS reports FROM given_up GROUP BY provider, late ORDER BY provider, late
            """;

    private static final String SILENT = """
            SELECT provider, message_id, silent_at FROM handover
            WHERE NOT settled AND silent_at <= :now
            ORDER BY silent_at LIMIT :limit
            FOR UPDATE SKIP LOCKED
            """;

    private static final String SETTLE_SILENT = """
            UPDATE handover SET settled = true
            FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS row (provider text, message_id text)
            WHERE handover.provider = row.provider AND handover.message_id = row.message_id
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Rows rows;

    PostgresBook(JdbcClient jdbc, TransactionOperations transaction, Rows rows) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.rows = rows;
    }

    @Override
    public Instant listeningSince(Instant now) {
        jdbc.sql(LISTENING).param("now", utc(now)).update();
        return jdbc.sql("SELECT since FROM listening")
                .query((row, _) -> instant(row, "since"))
                .single();
    }

    @Override
    public boolean take(Call call, Instant now) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            if (call.notificationId() != null
                    && jdbc.sql(NOTIFICATION)
                                    .param("id", call.notificationId())
                                    .param("now", utc(now))
                                    .update()
                            == 0) {
                return false;
            }
            insert(call.reports(), now);
            if (!call.unreadable().isEmpty()) {
                jdbc.sql(DEAD_LETTERS)
                        .param("now", utc(now))
                        .param("source", call.source())
                        .param("rows", rows.write(call.unreadable()))
                        .update();
            }
            return true;
        }));
    }

    private void insert(List<Report> reports, Instant now) {
        if (!reports.isEmpty()) {
            jdbc.sql(REPORTS)
                    .param("rows", rows.ofReports(reports, now))
                    .param("now", utc(now))
                    .update();
        }
    }

    @Override
    public void add(Collection<Expected> handovers) {
        if (handovers.isEmpty()) {
            return;
        }
        var batch = rows.ofHandovers(handovers);
        transaction.executeWithoutResult(_ -> {
            jdbc.sql(HANDOVERS).param("rows", batch).update();
            jdbc.sql(RECLAIM).param("rows", batch).update();
        });
    }

    @Override
    public void settle(Collection<Challenge> challenges) {
        if (!challenges.isEmpty()) {
            jdbc.sql(SETTLE).param("rows", rows.ofChallenges(challenges)).update();
        }
    }

    @Override
    public int publish(int limit, Consumer<List<Heard>> publisher) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var met = jdbc.sql(MET)
                    .param("limit", limit)
                    .query(PostgresBook::heard)
                    .list();
            if (!met.isEmpty()) {
                publisher.accept(met);
                jdbc.sql(PUBLISHED)
                        .param("ids", met.stream().map(Heard::id).toArray(UUID[]::new))
                        .update();
            }
            return met.size();
        }));
    }

    @Override
    public List<GivenUp> giveUp(Instant waitingSince, Instant remembered, Instant now) {
        return jdbc.sql(GIVE_UP)
                .param("now", utc(now))
                .param("since", utc(waitingSince))
                .param("remembered", utc(remembered))
                .query((row, _) ->
                        new GivenUp(row.getString("provider"), row.getBoolean("late"), row.getLong("reports")))
                .list();
    }

    @Override
    public int reportSilence(Instant now, int limit) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            var silent = jdbc.sql(SILENT)
                    .param("now", utc(now))
                    .param("limit", limit)
                    .query(PostgresBook::silence)
                    .list();
            insert(silent, now);
            if (!silent.isEmpty()) {
                jdbc.sql(SETTLE_SILENT).param("rows", rows.ofKeys(silent)).update();
            }
            return silent.size();
        }));
    }

    private static Report silence(ResultSet row, int number) throws SQLException {
        return new Report(
                key(row), Meaning.UNKNOWN, "nobody reported in time", instant(row, "silent_at"), Network.UNTOLD);
    }

    @Override
    public long waiting() {
        return jdbc.sql("SELECT count(*) FROM report WHERE published_at IS NULL AND foreign_since IS NULL")
                .query(Long.class)
                .single();
    }

    @Override
    public void forget(Instant now, Duration entries, Duration notifications) {
        delete("DELETE FROM report WHERE observed_at < :before", now.minus(entries));
        delete("DELETE FROM handover WHERE accepted_at < :before", now.minus(entries));
        delete("DELETE FROM dead_letter WHERE heard_at < :before", now.minus(entries));
        delete("DELETE FROM notification WHERE heard_at < :before", now.minus(notifications));
    }

    private void delete(String sql, Instant before) {
        jdbc.sql(sql).param("before", utc(before)).update();
    }

    private static Heard heard(ResultSet row, int number) throws SQLException {
        var key = key(row);
        var confidence = row.getString("confidence");
        var reason = row.getString("reason");
        var meaning = new Meaning(
                DeliveryStatus.valueOf(row.getString("status")),
                reason == null ? null : DeliveryReason.valueOf(reason),
                row.getObject("permanent", Boolean.class),
                confidence == null ? null : Confidence.valueOf(confidence));
        var network = new Network(row.getString("carrier"), row.getString("mcc"), row.getString("mnc"));
        var dispatched = row.getObject("dispatched_at", OffsetDateTime.class);
        var handover = new Handover(
                key,
                row.getString("tenant"),
                row.getString("user_id"),
                row.getString("login_id"),
                row.getString("challenge_id"),
                row.getInt("delivery"),
                Channel.valueOf(row.getString("channel")),
                row.getString("country"),
                row.getInt("attempt"),
                row.getString("route"),
                dispatched == null ? null : dispatched.toInstant(),
                instant(row, "accepted_at"));
        return new Heard(
                row.getObject("id", UUID.class),
                new Report(key, meaning, row.getString("detail"), instant(row, "occurred_at"), network),
                handover,
                instant(row, "observed_at"),
                row.getString("traceparent"));
    }

    private static MessageKey key(ResultSet row) throws SQLException {
        return new MessageKey(row.getString("provider"), row.getString("message_id"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(@Nullable Instant instant) {
        return Objects.requireNonNull(instant).atOffset(ZoneOffset.UTC);
    }
}
