package ontime.directory.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.directory.follower.Standing;
import ontime.directory.following.Work;
import ontime.directory.following.WorkList;
import ontime.directory.kafka.EventContent;
import ontime.directory.user.Actor;
import ontime.directory.user.AuditEntry;
import ontime.directory.user.UserKey;
import ontime.events.ContactApplied;
import ontime.events.FollowerState;
import ontime.events.Topic;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What is to be done at the stores outside, and what came of it, each in a short transaction. */
public final class JdbcWorkList implements WorkList {

    private final JdbcClient database;
    private final FollowingTable table;
    private final WalkTable walks;
    private final TransactionTemplate transactions;
    private final Runnable afterCommit;
    private final Supplier<@Nullable String> traceparent;

    /**
     * Keeps work.
     *
     * @param afterCommit is told when there is something to publish
     * @param traceparent of what the present thread does; gives null when there is none
     */
    public JdbcWorkList(
            JdbcClient database,
            TransactionTemplate transactions,
            Runnable afterCommit,
            Supplier<@Nullable String> traceparent) {
        this.database = database;
        this.traceparent = traceparent;
        this.table = new FollowingTable(database, traceparent);
        this.walks = new WalkTable(database);
        this.transactions = transactions;
        this.afterCommit = afterCommit;
    }

    @Override
    public List<Work> claim(String tenant, String follower, Instant now, Instant leaseEnds, int limit) {
        return table.claim(tenant, follower, now, leaseEnds, limit);
    }

    @Override
    public Optional<Known> find(Work work) {
        return new ContactTable(database)
                .find(work.user(), work.kind(), work.version())
                .filter(contact -> isNewest(work))
                .flatMap(contact -> new UserTable(database)
                        .find(work.user())
                        .map(account -> new Known(
                                contact,
                                account.hasMethodOf(work.kind()),
                                state(work).orElse(null))));
    }

    private boolean isNewest(Work work) {
        return byVersion("""
                        select newest from contact_version
                        where tenant = :tenant and user_id = :user and kind = :kind and version = :version
                        """, work).query(Boolean.class).optional().orElse(false);
    }

    private Optional<Standing.State> state(Work work) {
        return byVersion("""
                        select state from follower_state
                        where tenant = :tenant and user_id = :user and kind = :kind and version = :version
                            and follower = :follower
                        """, work)
                .param("follower", work.follower())
                .query(String.class)
                .optional()
                .map(Standing.State::valueOf);
    }

    private JdbcClient.StatementSpec byVersion(String statement, Work work) {
        return database.sql(statement)
                .param("tenant", work.user().tenant())
                .param("user", work.user().userId())
                .param("kind", work.kind().name())
                .param("version", work.version());
    }

    @Override
    public void end(Work work, @Nullable ContactApplied told, boolean letter) {
        transactions.executeWithoutResult(_ -> {
            lock(work.user());
            switch (table.end(work)) {
                case DONE, OVERTAKEN -> {
                    tell(told);
                    if (letter && told != null) {
                        publish(Topic.ACCOUNTS.deadLetterName(), told);
                    }
                }
                case ASKED_AGAIN -> {}
                // Somebody else has done it meanwhile, and maybe before what we did there: what is there now?
                case LOST -> compare(work.user(), work.follower(), work.madeAt());
            }
        });
        afterCommit.run();
    }

    @Override
    public void repair(Work work, @Nullable ContactApplied told, Instant now) {
        transactions.executeWithoutResult(_ -> {
            lock(work.user());
            if (table.repair(work, now)) {
                tell(told);
                byVersion("""
                                insert into follower_state (tenant, user_id, kind, version, follower, state, since)
                                select tenant, user_id, kind, version, :follower, 'PENDING', :now from contact_version
                                where tenant = :tenant and user_id = :user and kind = :kind and version = :version
                                on conflict do nothing
                                """, work)
                        .param("follower", work.follower())
                        .param("now", Times.utc(now))
                        .update();
            }
        });
        afterCommit.run();
    }

    /**
     * The user before what stores are to be told of them: a change takes these in that order, and whoever took them in
     * the other could wait for it while it waits for them.
     */
    private void lock(UserKey user) {
        new UserTable(database).lock(user);
    }

    @Override
    public void postpone(Work work, Instant until, String detail) {
        table.postpone(work, until, detail);
    }

    /** Of a user who is no more there is nothing to tell. */
    private void tell(@Nullable ContactApplied told) {
        if (told != null && becomes(told)) {
            publish(Topic.ACCOUNTS.topicName(), told);
            if (told.getState() == FollowerState.DRIFTED) {
                writeDown(told);
            }
        }
    }

    /** Somebody has changed by what a user logs in: whoever looks into it later finds it in the audit. */
    private void writeDown(ContactApplied drift) {
        new AuditTable(database)
                .add(new AuditEntry(
                        drift.getTenant(),
                        drift.getAppliedAt(),
                        Actor.rule("reconciler", "compared with what should be there"),
                        AuditEntry.Action.DRIFT_FOUND,
                        drift.getUserId(),
                        drift.getFollower() + ": " + drift.getKind() + " " + drift.getVersion()));
    }

    private boolean becomes(ContactApplied told) {
        return database.sql("""
                                insert into follower_state
                                    (tenant, user_id, kind, version, follower, state, detail, since)
                                select tenant, user_id, kind, version, :follower, :state, :detail, :at
                                from contact_version
                                where tenant = :tenant and user_id = :user and kind = :kind and version = :version
                                on conflict (tenant, user_id, kind, version, follower) do update
                                    set state = excluded.state, detail = excluded.detail, since = excluded.since
                                """)
                        .param("follower", told.getFollower())
                        .param("state", told.getState().name())
                        .param("detail", told.getDetail())
                        .param("at", Times.utc(told.getAppliedAt()))
                        .param("tenant", told.getTenant())
                        .param("user", told.getUserId())
                        .param("kind", told.getKind().name())
                        .param("version", told.getVersion())
                        .update()
                == 1;
    }

    private void publish(String topic, ContactApplied told) {
        database.sql(JdbcOutbox.INSERT)
                .param(topic)
                .param(new UserKey(told.getTenant(), told.getUserId()).eventKey())
                .param(told.getEventId())
                .param(Times.utc(told.getAppliedAt()))
                .param(told.getSchema().getFullName())
                .param(EventContent.write(told))
                .param(traceparent.get())
                .update();
    }

    @Override
    public void compare(UserKey user, String follower, Instant now) {
        database.sql("""
                        insert into following (
                            tenant, follower, user_id, kind, task, version, made_at, due_at, awaited, traceparent)
                        select tenant, :follower, user_id, kind, 'COMPARE', version, :now, :now, true, :trace
                        from contact_version where tenant = :tenant and user_id = :user and newest
                        on conflict (tenant, follower, user_id, kind) do update
                            set awaited = true, due_at = least(following.due_at, excluded.due_at)
                        """)
                .param("follower", follower)
                .param("now", Times.utc(now))
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("trace", traceparent.get())
                .update();
    }

    @Override
    public Next compare(String tenant, String follower, String after, int users, Instant now) {
        if (walks.begun(tenant, follower, now) >= users) {
            return new Next.Busy();
        }
        return Objects.requireNonNull(
                transactions.execute(_ -> walks.compare(new Walk(tenant, follower, after, now), users, now)));
    }

    @Override
    public Optional<Walk> walk(String tenant, String follower, Instant now, Instant nextLook) {
        return walks.due(tenant, follower, now, nextLook);
    }

    @Override
    public void walked(Walk walk, Instant due) {
        walks.walked(walk, due);
    }

    @Override
    public void rests(String tenant, String follower, Rest rest) {
        database.sql("""
                        insert into silent_store (tenant, follower, detail, resumes_at)
                        values (:tenant, :follower, :detail, :resumes)
                        on conflict (tenant, follower) do update
                            set detail = excluded.detail, resumes_at = excluded.resumes_at
                        """)
                .param("tenant", tenant)
                .param("follower", follower)
                .param("detail", rest.detail())
                .param("resumes", Times.utc(rest.until()))
                .update();
    }

    @Override
    public void answers(String tenant, String follower) {
        database.sql("delete from silent_store where tenant = :tenant and follower = :follower")
                .param("tenant", tenant)
                .param("follower", follower)
                .update();
    }

    /** How much is to be done. */
    public long size() {
        return database.sql("select count(*) from following").query(Long.class).single();
    }
}
