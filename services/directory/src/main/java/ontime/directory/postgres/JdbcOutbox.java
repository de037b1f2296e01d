package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import ontime.directory.kafka.EventContent;
import ontime.directory.kafka.Outbox;
import ontime.directory.kafka.OutboxEntry;
import ontime.directory.user.Announcement;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** The outbox as a table that the units of work of {@link JdbcStore} write to. */
public final class JdbcOutbox implements Outbox {

    private final JdbcClient database;
    private final TransactionTemplate transactions;

    public JdbcOutbox(JdbcClient database, TransactionTemplate transactions) {
        this.database = database;
        this.transactions = transactions;
    }

    void add(Announcement announcement, @Nullable String traceparent) {
        var insert = database.sql(INSERT);
        for (Object value : row(announcement, traceparent)) {
            insert = insert.param(value);
        }
        insert.update();
    }

    static @Nullable Object[] row(Announcement announcement, @Nullable String traceparent) {
        var content = announcement.content();
        return new @Nullable Object[] {
            announcement.topic().topicName(),
            announcement.key(),
            announcement.id(),
            Times.utc(announcement.at()),
            content == null ? null : content.getSchema().getFullName(),
            content == null ? null : EventContent.write(content),
            traceparent
        };
    }

    static final String INSERT = """
            insert into outbox (topic, key, event_id, event_at, event_type, content, traceparent)
            values (?, ?, ?, ?, ?, ?, ?)""";

    @Override
    public Passed pass(int limit, Function<List<OutboxEntry>, Collection<Long>> publisher) {
        return Objects.requireNonNull(transactions.execute(_ -> {
            if (!alone()) {
                return Passed.BUSY;
            }
            var entries = oldest(limit);
            if (entries.isEmpty()) {
                return Passed.NOTHING;
            }
            var published = publisher.apply(entries);
            database.sql("delete from outbox where id = any(:ids)")
                    .param("ids", published.toArray(Long[]::new))
                    .update();
            return published.size() < entries.size()
                    ? Passed.FAILED
                    : entries.size() < limit ? Passed.ALL : Passed.MORE;
        }));
    }

    /** One publisher at a time, of all replicas: two could publish two states of a user in the other order. */
    private boolean alone() {
        return database.sql("select pg_try_advisory_xact_lock(hashtext(current_schema() || '.outbox'))")
                .query(Boolean.class)
                .single();
    }

    private List<OutboxEntry> oldest(int limit) {
        return database.sql("select * from outbox order by id limit :limit")
                .param("limit", limit)
                .query(JdbcOutbox::entry)
                .list();
    }

    private static OutboxEntry entry(ResultSet row, int number) throws SQLException {
        return new OutboxEntry(
                row.getLong("id"),
                row.getString("topic"),
                row.getString("key"),
                row.getString("event_id"),
                Times.instant(row, "event_at"),
                row.getString("event_type"),
                row.getBytes("content"),
                row.getString("traceparent"));
    }

    @Override
    public long size() {
        return database.sql("select count(*) from outbox").query(Long.class).single();
    }

    /** How long the oldest entry has waited; nothing when none waits. */
    public Duration age(Instant now) {
        return database.sql("select min(event_at) from outbox")
                .query(OffsetDateTime.class)
                .optional()
                .map(oldest -> Duration.between(oldest.toInstant(), now))
                .filter(Duration::isPositive)
                .orElse(Duration.ZERO);
    }
}
