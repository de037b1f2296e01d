package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import ontime.directory.following.Work;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.UserKey;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is to be done at the stores outside, within the units of work that change contacts. */
final class FollowingTable {

    /**
     * Whoever is at an older version keeps the lease: two calls at once could end in the wrong order. The time tells
     * one asking from the next, also of the same version, so that it never stays the same.
     */
    static final String ADD = """
            insert into following (
                tenant, follower, user_id, kind, task, version, made_at, due_at, awaited, traceparent)
            values (?, ?, ?, ?, 'APPLY', ?, ?, ?, ?, ?)
            on conflict (tenant, follower, user_id, kind) do update
                set task = excluded.task, version = excluded.version, attempts = 0, detail = null,
                    made_at = greatest(excluded.made_at, following.made_at + interval '1 microsecond'),
                    due_at = excluded.due_at, awaited = following.awaited or excluded.awaited,
                    traceparent = excluded.traceparent
            """;

    private final JdbcClient database;

    private final Supplier<@Nullable String> traceparent;

    /** @param traceparent of what the present thread does */
    FollowingTable(JdbcClient database, Supplier<@Nullable String> traceparent) {
        this.database = database;
        this.traceparent = traceparent;
    }

    /** @param awaited whether somebody waits for it: it goes before what comes by the thousand */
    static @Nullable Object[] row(
            ContactVersion contact, String follower, Instant now, boolean awaited, @Nullable String traceparent) {
        return new @Nullable Object[] {
            contact.user().tenant(),
            follower,
            contact.user().userId(),
            contact.kind().name(),
            contact.version(),
            Times.utc(now),
            Times.utc(now),
            awaited,
            traceparent
        };
    }

    void add(ContactVersion contact, Set<String> outside, Instant now) {
        for (String follower : outside) {
            var insert = database.sql(ADD);
            for (Object value : row(contact, follower, now, true, traceparent.get())) {
                insert = insert.param(value);
            }
            insert.update();
        }
    }

    /** What is being done is waited for; nothing else is. */
    void forget(UserKey user, Set<ContactKind> kinds, Set<String> outside, Instant now) {
        database.sql("""
                        delete from following where tenant = :tenant and user_id = :user
                            and (leased_until is null or leased_until <= :now)
                        """)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("now", Times.utc(now))
                .update();
        outside.forEach(follower -> kinds.forEach(kind -> forget(user, kind, follower, now)));
    }

    private void forget(UserKey user, ContactKind kind, String follower, Instant now) {
        database.sql("""
                        insert into following (tenant, follower, user_id, kind, task, version, made_at, due_at, traceparent)
                        values (:tenant, :follower, :user, :kind, 'ERASE', 0, :now, :now, :trace)
                        on conflict (tenant, follower, user_id, kind) do update
                            set task = excluded.task, version = excluded.version, attempts = 0, detail = null,
                                made_at = excluded.made_at, due_at = excluded.due_at, awaited = true,
                                traceparent = excluded.traceparent
                        """)
                .param("tenant", user.tenant())
                .param("follower", follower)
                .param("user", user.userId())
                .param("kind", kind.name())
                .param("now", Times.utc(now))
                .param("trace", traceparent.get())
                .update();
    }

    /**
     * What is free is found once: as a mere condition the planner may ask for it again for each row that it looks at,
     * and each time it is the next ones that are free.
     */
    List<Work> claim(String tenant, String follower, Instant now, Instant leaseEnds, int limit) {
        return database.sql("""
                        with free as materialized (
                            select tenant, follower, user_id, kind from following
                            where tenant = :tenant and follower = :follower and due_at <= :now
                                and (leased_until is null or leased_until <= :now)
                            order by urgency, due_at limit :limit for update skip locked)
                        update following set leased_until = :leaseEnds from free
                        where (following.tenant, following.follower, following.user_id, following.kind)
                            = (free.tenant, free.follower, free.user_id, free.kind)
                        returning following.*
                        """)
                .param("leaseEnds", Times.utc(leaseEnds))
                .param("tenant", tenant)
                .param("follower", follower)
                .param("now", Times.utc(now))
                .param("limit", limit)
                .query(FollowingTable::work)
                .list();
    }

    private static Work work(ResultSet row, int number) throws SQLException {
        return new Work(
                new UserKey(row.getString("tenant"), row.getString("user_id")),
                row.getString("follower"),
                Work.Task.valueOf(row.getString("task")),
                ContactKind.valueOf(row.getString("kind")),
                row.getLong("version"),
                row.getInt("attempts"),
                Times.instant(row, "made_at"),
                Times.instant(row, "leased_until"),
                row.getString("traceparent"));
    }

    /** How a work has ended. */
    enum End {
        DONE,
        /** It was for an older version; the newer one is due. */
        OVERTAKEN,
        /** Meanwhile the store is to have something else of the same version, which is due. */
        ASKED_AGAIN,
        /** The lease was no longer ours. */
        LOST
    }

    End end(Work work) {
        int done = byKey(
                        "delete from following where " + OURS
                                + " and task = :task and version = :version and made_at = :made",
                        work)
                .param("task", work.task().name())
                .param("version", work.version())
                .param("made", Times.utc(work.madeAt()))
                .update();
        return done == 1
                ? End.DONE
                : byKey("update following set leased_until = null where " + OURS + " returning version", work)
                        .query(Long.class)
                        .optional()
                        .map(version -> version == work.version() ? End.ASKED_AGAIN : End.OVERTAKEN)
                        .orElse(End.LOST);
    }

    /** Whether the lease was still ours. */
    boolean repair(Work work, Instant now) {
        return byKey("""
                        update following set leased_until = null, task = 'APPLY', attempts = 0, detail = null,
                            made_at = case when task = 'APPLY' then made_at else :now end,
                            due_at = case when task = 'APPLY' then due_at else :now end
                        where\s""" + OURS, work).param("now", Times.utc(now)).update() == 1;
    }

    void postpone(Work work, Instant until, String detail) {
        int same = byKey("""
                        update following set leased_until = null, attempts = attempts + 1, due_at = :until,
                            detail = :detail
                        where task = :task and version = :version and made_at = :made and\s""" + OURS, work)
                .param("until", Times.utc(until))
                .param("detail", detail)
                .param("made", Times.utc(work.madeAt()))
                .param("task", work.task().name())
                .param("version", work.version())
                .update();
        if (same == 0) {
            byKey("update following set leased_until = null where " + OURS, work)
                    .update();
        }
    }

    private static final String OURS = """
            tenant = :tenant and follower = :follower and user_id = :user and kind = :kind
                and leased_until = :lease""";

    private JdbcClient.StatementSpec byKey(String statement, Work work) {
        return database.sql(statement)
                .param("tenant", work.user().tenant())
                .param("follower", work.follower())
                .param("user", work.user().userId())
                .param("kind", work.kind().name())
                .param("lease", Times.utc(work.leaseEnds()));
    }
}
