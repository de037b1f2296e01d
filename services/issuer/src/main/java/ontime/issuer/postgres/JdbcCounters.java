package ontime.issuer.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import ontime.issuer.limit.Counters;
import ontime.issuer.limit.LimitName;
import ontime.issuer.limit.Quota;
import ontime.issuer.limit.Reached;
import ontime.issuer.limit.SmsSent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Counters as rows. A request is one call of a function in the database, which is a transaction of its own: the row of
 * a tenant is held for the time of that call, and not until the unit of work around it has reached the disk.
 */
public final class JdbcCounters implements Counters, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcCounters.class);

    /** Of the daily spend, told in advance. */
    private static final double WARNING_AT = 0.8;

    /** A call takes less than a millisecond, so that these serve more units of work than there can be. */
    private static final int CONNECTIONS = 4;

    private final HikariDataSource connections;
    private final JdbcClient database;
    private final TransactionTemplate asideOfTheUnit;

    private JdbcCounters(HikariDataSource connections, TransactionTemplate asideOfTheUnit) {
        this.connections = connections;
        this.database = JdbcClient.create(connections);
        this.asideOfTheUnit = asideOfTheUnit;
    }

    /**
     * With connections of its own to the same database: a unit of work counts while it holds one of the others, and if
     * all of those were held nobody would ever get a second.
     */
    public static JdbcCounters beside(HikariDataSource others) {
        var own = new HikariDataSource();
        others.copyStateTo(own);
        own.setPoolName("counters");
        own.setMaximumPoolSize(CONNECTIONS);
        // Spring would else keep the connection until the unit of work has ended. A transaction of its own would hold
        // the row of the tenant while the COMMIT is on its way: one statement that commits itself does not.
        var aside = new TransactionTemplate(new JdbcTransactionManager(others));
        aside.setPropagationBehavior(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
        return new JdbcCounters(own, aside);
    }

    @Override
    public void close() {
        connections.close();
    }

    @Override
    public Optional<Reached> take(String tenant, List<Quota> quotas, @Nullable SmsSent sms, Instant now) {
        Taken taken = Objects.requireNonNull(asideOfTheUnit.execute(_ -> call(tenant, quotas, sms, now)));
        tellOfSpend(tenant, quotas, taken);
        return Optional.ofNullable(taken.reached());
    }

    private Taken call(String tenant, List<Quota> quotas, @Nullable SmsSent sms, Instant now) {
        return database.sql("""
                        select reached, retry_at, untold, watched_sum from take_from_limits(
                            :tenant, :now, :limits, :subjects, :amounts, :most, :slots, :kept, :watched,
                            :challenge, :country, :prefix, :judged)
                        """)
                .param("tenant", tenant)
                .param("now", Times.utc(now))
                .param("limits", each(quotas, quota -> quota.limit().text(), String[]::new))
                .param("subjects", each(quotas, Quota::subject, String[]::new))
                .param("amounts", each(quotas, Quota::amount, Long[]::new))
                .param("most", each(quotas, Quota::most, Long[]::new))
                .param("slots", each(quotas, quota -> quota.slot().toMillis(), Long[]::new))
                .param("kept", each(quotas, Quota::kept, Integer[]::new))
                .param("watched", LimitName.SPEND.text())
                .param("challenge", sms == null ? null : sms.challengeId())
                .param("country", sms == null ? null : sms.range().country())
                .param("prefix", sms == null ? null : sms.range().prefix())
                .param("judged", sms == null ? null : Times.utc(sms.judgedAt()))
                .query(JdbcCounters::taken)
                .single();
    }

    /**
     * What came of it.
     *
     * @param untold whether nobody has been told in this slot of time that the limit is reached
     * @param spent with what was just asked for
     */
    private record Taken(@Nullable Reached reached, boolean untold, long spent) {}

    private static Taken taken(ResultSet row, int number) throws SQLException {
        String name = row.getString("reached");
        Reached reached = name == null ? null : new Reached(named(name), Times.instant(row, "retry_at"));
        return new Taken(reached, row.getBoolean("untold"), row.getLong("watched_sum"));
    }

    private static LimitName named(String text) {
        return Arrays.stream(LimitName.values())
                .filter(name -> name.text().equals(text))
                .findFirst()
                .orElseThrow();
    }

    /** Once for each of the two, whichever replica gets there: the database tells who was first. */
    private static void tellOfSpend(String tenant, List<Quota> quotas, Taken taken) {
        quotas.stream()
                .filter(quota -> quota.limit() == LimitName.SPEND)
                .findFirst()
                .ifPresent(spend -> {
                    double warning = spend.most() * WARNING_AT;
                    if (taken.reached() == null
                            && taken.spent() >= warning
                            && taken.spent() - spend.amount() < warning) {
                        LOG.warn("{} has spent 80 % of what SMS may cost today", tenant);
                    }
                    if (taken.reached() != null && taken.reached().limit() == LimitName.SPEND && taken.untold()) {
                        LOG.warn("{} has spent what SMS may cost today: no more SMS until midnight (UTC)", tenant);
                    }
                });
    }

    private static <T> T[] each(List<Quota> quotas, Function<Quota, T> value, IntFunction<T[]> array) {
        return quotas.stream().map(value).toArray(array);
    }
}
