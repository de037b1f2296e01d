package ontime.issuer.postgres;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import ontime.events.Topic;
import ontime.issuer.outbox.Outbox;
import ontime.issuer.outbox.OutboxEntry;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The outbox as a table that the units of work of {@link JdbcStore} write to. */
public final class JdbcOutbox implements Outbox {

    private final JdbcClient database;

    public JdbcOutbox(JdbcClient database) {
        this.database = database;
    }

    @Override
    public List<OutboxEntry> writtenBefore(Instant instant, int limit) {
        return database.sql("""
                        select id, topic, key, event_id, event_at, event_type, content, traceparent from outbox
                        where written_at < :instant order by id limit :limit
                        """)
                .param("instant", JdbcStore.utc(instant))
                .param("limit", limit)
                .query((row, number) -> new OutboxEntry(
                        row.getLong("id"),
                        Topic.valueOf(row.getString("topic")),
                        row.getString("key"),
                        row.getString("event_id"),
                        JdbcStore.instant(row, "event_at"),
                        row.getString("event_type"),
                        row.getBytes("content"),
                        row.getString("traceparent")))
                .list();
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
}
