package ontime.issuer.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import ontime.issuer.kafka.EventContent;
import ontime.issuer.kafka.Outbox;
import ontime.issuer.kafka.OutboxEntry;
import ontime.issuer.kafka.OutgoingEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox as a table that the units of work of {@link JdbcStore} write to. */
public final class JdbcOutbox implements Outbox {

    private final JdbcClient database;

    public JdbcOutbox(JdbcClient database) {
        this.database = database;
    }

    /** @param due when a sweep may take the entry, if nobody has published it until then */
    OutboxEntry add(OutgoingEvent event, @Nullable String traceparent, Instant due) {
        String topic = event.topic().topicName();
        String type = event.content().getSchema().getFullName();
        byte[] content = EventContent.write(event.content());
        long id = database.sql("""
                        insert into outbox (topic, key, event_id, event_at, event_type, content, traceparent, due_at)
                        values (:topic, :key, :event, :at, :type, :content, :trace, :due) returning id
                        """)
                .param("topic", topic)
                .param("key", event.key())
                .param("event", event.id())
                .param("at", Times.utc(event.at()))
                .param("type", type)
                .param("content", content)
                .param("trace", traceparent)
                .param("due", Times.utc(due))
                .query(Long.class)
                .single();
        return new OutboxEntry(id, topic, event.key(), event.id(), event.at(), type, content, traceparent);
    }

    /** The array is made once; of a mere condition the planner may make more each time that it looks at a row. */
    @Override
    public List<OutboxEntry> claim(Instant now, Instant leaseEnds, int limit) {
        return database
                .sql("""
                        update outbox set due_at = :leaseEnds where id = any(array(
                            select id from outbox where due_at <= :now order by id limit :limit for update skip locked))
                        returning id, topic, key, event_id, event_at, event_type, content, traceparent
                        """)
                .param("now", Times.utc(now))
                .param("leaseEnds", Times.utc(leaseEnds))
                .param("limit", limit)
                .query(JdbcOutbox::entry)
                .list()
                .stream()
                .sorted(Comparator.comparingLong(OutboxEntry::id))
                .toList();
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
    public void postpone(Collection<Long> ids, Instant until) {
        database.sql("update outbox set due_at = :until where id = any(:ids)")
                .param("until", Times.utc(until))
                .param("ids", ids.toArray(Long[]::new))
                .update();
    }

    @Override
    public void remove(Collection<Long> ids) {
        database.sql("delete from outbox where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .update();
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
