package ontime.directory.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import ontime.directory.user.Errand;
import ontime.directory.user.Errands;
import ontime.directory.user.UserKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Calls to others that are promised. */
public final class ErrandTable implements Errands {

    private final JdbcClient database;

    public ErrandTable(JdbcClient database) {
        this.database = database;
    }

    void add(Errand errand, @Nullable String traceparent) {
        database.sql("""
                        insert into errand (id, tenant, user_id, kind, content, attempts, made_at, due_at, traceparent)
                        values (:id, :tenant, :user, :kind, :content, :attempts, :made, :due, :trace)
                        """)
                .param("id", errand.id())
                .param("tenant", errand.user().tenant())
                .param("user", errand.user().userId())
                .param("kind", errand.kind().name())
                .param("content", errand.content())
                .param("attempts", errand.attempts())
                .param("made", Times.utc(errand.madeAt()))
                .param("due", Times.utc(errand.dueAt()))
                .param("trace", traceparent)
                .update();
    }

    @Override
    public Set<Lane> due(Instant now) {
        return database.sql("select distinct tenant, kind from errand where due_at <= :now")
                .param("now", Times.utc(now))
                .query((row, number) -> new Lane(row.getString("tenant"), Errand.Kind.valueOf(row.getString("kind"))))
                .set();
    }

    /** The array is made once; of a mere condition the planner may make more each time that it looks at a row. */
    @Override
    public List<Errand> claim(Lane lane, Instant now, Instant leaseEnds, int limit) {
        return database.sql("""
                        update errand set due_at = :leaseEnds where id = any(array(
                            select id from errand where due_at <= :now and tenant = :tenant and kind = :kind
                            order by due_at limit :limit for update skip locked))
                        returning *
                        """)
                .param("tenant", lane.tenant())
                .param("kind", lane.kind().name())
                .param("leaseEnds", Times.utc(leaseEnds))
                .param("now", Times.utc(now))
                .param("limit", limit)
                .query((row, number) -> new Errand(
                        row.getString("id"),
                        new UserKey(row.getString("tenant"), row.getString("user_id")),
                        Errand.Kind.valueOf(row.getString("kind")),
                        row.getBytes("content"),
                        row.getInt("attempts"),
                        Times.instant(row, "made_at"),
                        Times.instant(row, "due_at"),
                        row.getString("traceparent")))
                .list();
    }

    @Override
    public void postpone(Errand errand, Instant until) {
        database.sql("update errand set due_at = :until, attempts = attempts + 1 where id = :id")
                .param("until", Times.utc(until))
                .param("id", errand.id())
                .update();
    }

    @Override
    public void remove(Errand errand) {
        database.sql("delete from errand where id = :id")
                .param("id", errand.id())
                .update();
    }

    @Override
    public long size() {
        return database.sql("select count(*) from errand").query(Long.class).single();
    }
}
