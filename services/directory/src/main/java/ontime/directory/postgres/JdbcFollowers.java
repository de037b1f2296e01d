package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ontime.directory.follower.Followers;
import ontime.directory.follower.Standing;
import ontime.directory.user.Actor;
import ontime.directory.user.AuditEntry;
import ontime.directory.user.UserKey;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far each follower is with each version. */
public final class JdbcFollowers implements Followers {

    /** A follower's clock may be behind by so much. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final JdbcClient database;

    public JdbcFollowers(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Optional<News> hear(ContactApplied told) {
        var news = take(told);
        // The state itself is over at once, when the follower repairs it.
        if (told.getState() == FollowerState.DRIFTED && (news.isPresent() || told.getKind() == ContactKind.OTHER)) {
            new AuditTable(database).add(found(told));
        }
        return news;
    }

    private static AuditEntry found(ContactApplied told) {
        return new AuditEntry(
                told.getTenant(),
                told.getAppliedAt(),
                Actor.rule(told.getFollower(), told.getDetail() == null ? "no detail" : told.getDetail()),
                AuditEntry.Action.DRIFT_FOUND,
                told.getUserId(),
                told.getKind() == ContactKind.OTHER ? null : told.getKind() + " " + told.getVersion());
    }

    private Optional<News> take(ContactApplied told) {
        return database.sql("""
                        with contact as (
                            select * from contact_version
                            where tenant = :tenant and user_id = :user and kind = :kind and version = :version
                                and changed_at <= :newest),
                        before as (
                            select state from follower_state
                            where tenant = :tenant and user_id = :user and kind = :kind and version = :version
                                and follower = :follower),
                        heard as (
                            insert into follower_state
                                (tenant, user_id, kind, version, follower, state, detail, since)
                            select tenant, user_id, kind, version, :follower, :state, :detail, :at from contact
                            on conflict (tenant, user_id, kind, version, follower) do update
                                set state = excluded.state, detail = excluded.detail, since = excluded.since
                                where follower_state.state = 'PENDING' or (excluded.since > follower_state.since
                                    and (excluded.state, excluded.detail)
                                        is distinct from (follower_state.state, follower_state.detail))
                            returning version)
                        select changed_at, (select state from before) as before from contact
                        where exists (select 1 from heard)
                        """)
                .param("follower", told.getFollower())
                .param("state", told.getState().name())
                .param("detail", told.getDetail())
                .param("at", Times.utc(told.getAppliedAt()))
                // Versions begin anew when a user is erased and added again: an older word is of another contact.
                .param("newest", Times.utc(told.getAppliedAt().plus(CLOCKS_DIFFER)))
                .param("tenant", told.getTenant())
                .param("user", told.getUserId())
                .param("kind", told.getKind().name())
                .param("version", told.getVersion())
                .query(JdbcFollowers::news)
                .optional();
    }

    private static News news(ResultSet row, int number) throws SQLException {
        String before = row.getString("before");
        return new News(Times.instant(row, "changed_at"), before == null ? null : Standing.State.valueOf(before));
    }

    /** How many states of newest contacts no follower has answered for yet. */
    public long pending() {
        return database.sql("""
                        select count(*) from follower_state f
                        join contact_version c using (tenant, user_id, kind, version)
                        where f.state = 'PENDING' and c.newest
                        """).query(Long.class).single();
    }

    /** Of one kind of contact, by version. */
    Map<Long, List<Standing>> of(UserKey user, ContactKind kind) {
        return database
                .sql("""
                        select s.version, s.follower, s.state, s.since, coalesce(work.attempts, 0) as tries,
                            coalesce(case when s.state <> 'FAILED' then work.detail end, s.detail,
                                case when work.due_at is not null then silent.detail end) as detail,
                            case when work.due_at is not null then greatest(work.due_at, silent.resumes_at) end as next
                        from follower_state s
                        left join following work on work.tenant = s.tenant and work.follower = s.follower
                            and work.user_id = s.user_id and work.kind = s.kind and work.version = s.version
                            -- What is only looked at, and was well, is well.
                            and (work.task = 'APPLY' or s.state <> 'APPLIED')
                        left join silent_store silent on silent.tenant = s.tenant and silent.follower = s.follower
                        where s.tenant = :tenant and s.user_id = :user and s.kind = :kind
                        order by s.follower
                        """)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("kind", kind.name())
                .query((row, number) -> Map.entry(row.getLong("version"), standing(row)))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static Standing standing(ResultSet row) throws SQLException {
        return new Standing(
                row.getString("follower"),
                Standing.State.valueOf(row.getString("state")),
                Times.instant(row, "since"),
                row.getString("detail"),
                row.getInt("tries"),
                Times.instantOrNull(row, "next"));
    }
}
