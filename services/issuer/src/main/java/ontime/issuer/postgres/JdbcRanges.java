package ontime.issuer.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.issuer.limit.ClosedRange;
import ontime.issuer.limit.Conversion;
import ontime.issuer.limit.LimitName;
import ontime.issuer.limit.NumberRange;
import ontime.issuer.limit.Ranges;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What became of the codes of number ranges, as rows that say how many were sent and how many of those entered. */
public final class JdbcRanges implements Ranges {

    /** Short transactions, and no range is judged on much older numbers than the next. */
    private static final int AT_ONCE = 1_000;

    private static final Duration DAY = Duration.ofDays(1);

    private final JdbcClient database;

    public JdbcRanges(JdbcClient database) {
        this.database = database;
    }

    @Override
    public Set<OfTenant> takeIn(Instant now) {
        return database.sql("""
                        with ended as (
                            delete from sms_sent where challenge_id = any(array(
                                select challenge_id from sms_sent where judged_at <= :now order by judged_at
                                limit :pieces for update skip locked))
                            returning challenge_id, tenant, country, prefix, sent_at),
                        outcome as (
                            insert into sms_outcome as known (tenant, country, prefix, slot, sent, entered)
                            select ended.tenant, ended.country, range.prefix,
                                date_bin('5 minutes', ended.sent_at, timestamptz 'epoch'),
                                count(*), count(*) filter (where challenge.state = 'VERIFIED')
                            from ended
                            -- One that was never made, because its transaction failed, was never sent either.
                            join challenge using (challenge_id)
                            cross join lateral (values (ended.prefix), ('')) as range (prefix)
                            group by 1, 2, 3, 4 order by 1, 2, 3, 4
                            on conflict (tenant, country, prefix, slot) do update
                                set sent = known.sent + excluded.sent, entered = known.entered + excluded.entered
                            returning tenant, country, prefix)
                        select distinct tenant, country, prefix from outcome
                        """)
                .param("now", Times.utc(now))
                .param("pieces", AT_ONCE)
                .query((row, number) -> new OfTenant(row.getString("tenant"), range(row)))
                .set();
    }

    @Override
    public Conversion conversion(OfTenant range, Instant since) {
        return database.sql("""
                        select coalesce(sum(sent), 0) as sent, coalesce(sum(entered), 0) as entered from sms_outcome
                        where tenant = :tenant and country = :country and prefix = :prefix and slot >= :since
                            and slot >= coalesce((
                                select reopens_at from closed_range
                                where tenant = :tenant and country = :country and prefix = :prefix), '-infinity')
                        """)
                .param("tenant", range.tenant())
                .param("country", range.range().country())
                .param("prefix", range.range().prefix())
                .param("since", Times.utc(since))
                .query(JdbcRanges::conversion)
                .single();
    }

    @Override
    public boolean close(ClosedRange closed) {
        return database.sql("""
                        insert into closed_range as known (
                            tenant, country, prefix, closed_at, reopens_at, sent, entered)
                        values (:tenant, :country, :prefix, :closed, :reopens, :sent, :entered)
                        on conflict (tenant, country, prefix) do update
                            set closed_at = excluded.closed_at, reopens_at = excluded.reopens_at,
                                sent = excluded.sent, entered = excluded.entered
                            where known.reopens_at <= excluded.closed_at
                        """)
                        .param("tenant", closed.tenant())
                        .param("country", closed.range().country())
                        .param("prefix", closed.range().prefix())
                        .param("closed", Times.utc(closed.closedAt()))
                        .param("reopens", Times.utc(closed.reopensAt()))
                        .param("sent", closed.closedBy().sent())
                        .param("entered", closed.closedBy().entered())
                        .update()
                == 1;
    }

    @Override
    public boolean open(OfTenant range, Instant now) {
        return database.sql("""
                        update closed_range set reopens_at = :now
                        where tenant = :tenant and country = :country and prefix = :prefix and reopens_at > :now
                        """)
                        .param("tenant", range.tenant())
                        .param("country", range.range().country())
                        .param("prefix", range.range().prefix())
                        .param("now", Times.utc(now))
                        .update()
                == 1;
    }

    @Override
    public List<ClosedRange> closed(Instant now) {
        return database.sql("""
                        select tenant, country, prefix, closed_at, reopens_at, sent, entered from closed_range
                        where reopens_at > :now order by tenant, closed_at desc, country, prefix
                        """)
                .param("now", Times.utc(now))
                .query((row, number) -> new ClosedRange(
                        row.getString("tenant"),
                        range(row),
                        Times.instant(row, "closed_at"),
                        Times.instant(row, "reopens_at"),
                        conversion(row, number)))
                .list();
    }

    @Override
    public Map<String, Long> spent(Instant now) {
        return database
                .sql("""
                        select tenant, counts[1] as spent from limit_counter
                        where limit_name = :spend and subject = '' and slot = :day and newest = :today
                        """)
                .param("spend", LimitName.SPEND.text())
                .param("day", DAY.toMillis())
                .param("today", now.toEpochMilli() / DAY.toMillis())
                .query((row, number) -> Map.entry(row.getString("tenant"), row.getLong("spent")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static NumberRange range(ResultSet row) throws SQLException {
        return new NumberRange(row.getString("country"), row.getString("prefix"));
    }

    private static Conversion conversion(ResultSet row, int number) throws SQLException {
        return new Conversion(row.getLong("sent"), row.getLong("entered"));
    }
}
