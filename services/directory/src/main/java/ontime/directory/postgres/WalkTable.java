package ontime.directory.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import ontime.directory.following.WorkList.Next;
import ontime.directory.following.WorkList.Walk;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the comparison of all users of a tenant with a store is. */
final class WalkTable {

    private final JdbcClient database;

    WalkTable(JdbcClient database) {
        this.database = database;
    }

    /** Within a transaction: the users before what a store is to be asked about them, as whoever changes them. */
    Next compare(Walk walk, int users, Instant now) {
        var next = lockNext(walk, users);
        if (next.isEmpty()) {
            return new Next.AtTheEnd();
        }
        database.sql("""
                        insert into following (
                            tenant, follower, user_id, kind, task, version, made_at, due_at, awaited)
                        select tenant, :follower, user_id, kind, 'COMPARE', version, :now, :now, false
                        from contact_version where tenant = :tenant and user_id = any(:users) and newest
                        on conflict do nothing
                        """)
                .param("tenant", walk.tenant())
                .param("users", next.toArray(String[]::new))
                .param("follower", walk.follower())
                .param("now", Times.utc(now))
                .update();
        return new Next.Until(next.getLast());
    }

    /** In the order of all who lock several. */
    private List<String> lockNext(Walk walk, int users) {
        return database.sql("""
                        select user_id from user_account where tenant = :tenant and user_id > :after
                        order by user_id limit :users for update
                        """)
                .param("tenant", walk.tenant())
                .param("after", walk.after())
                .param("users", users)
                .query(String.class)
                .list();
    }

    /** Those that are due, or begun. One that was put off is up to that user, and holds up no other. */
    long begun(String tenant, String follower, Instant now) {
        return database.sql("""
                        select count(*) from following
                        where tenant = :tenant and follower = :follower and task = 'COMPARE'
                            and (due_at <= :now or leased_until > :now)
                        """)
                .param("now", Times.utc(now))
                .param("tenant", tenant)
                .param("follower", follower)
                .query(Long.class)
                .single();
    }

    Optional<Walk> due(String tenant, String follower, Instant now, Instant nextLook) {
        database.sql("""
                        insert into reconciliation (tenant, follower, after_user, began_at, due_at)
                        values (:tenant, :follower, '', :now, :now) on conflict do nothing
                        """)
                .param("tenant", tenant)
                .param("follower", follower)
                .param("now", Times.utc(now))
                .update();
        return database.sql("""
                        update reconciliation set due_at = :nextLook
                        where tenant = :tenant and follower = :follower and due_at <= :now
                        returning after_user, began_at
                        """)
                .param("nextLook", Times.utc(nextLook))
                .param("tenant", tenant)
                .param("follower", follower)
                .param("now", Times.utc(now))
                .query((row, number) ->
                        new Walk(tenant, follower, row.getString("after_user"), Times.instant(row, "began_at")))
                .optional();
    }

    void walked(Walk walk, Instant due) {
        database.sql("""
                        update reconciliation set after_user = :after, began_at = :began, due_at = :due
                        where tenant = :tenant and follower = :follower
                        """)
                .param("after", walk.after())
                .param("began", Times.utc(walk.beganAt()))
                .param("due", Times.utc(due))
                .param("tenant", walk.tenant())
                .param("follower", walk.follower())
                .update();
    }
}
