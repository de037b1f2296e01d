package ontime.issuer.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ontime.events.Channel;
import ontime.issuer.challenge.Suppression;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Suppressed destinations as rows. */
final class SuppressionTable {

    private final JdbcClient database;

    SuppressionTable(JdbcClient database) {
        this.database = database;
    }

    void add(Suppression suppression) {
        database.sql("""
                        insert into suppression
                            (tenant, fingerprint, channel, masked, cause, challenge_id, since, until, user_id)
                        values (:tenant, :fingerprint, :channel, :masked, :cause, :challenge, :since, :until,
                            (select user_id from challenge where tenant = :tenant and challenge_id = :challenge))
                        on conflict (tenant, fingerprint) do update set
                            cause = excluded.cause, challenge_id = excluded.challenge_id,
                            since = excluded.since, until = excluded.until, user_id = excluded.user_id
                        where excluded.until > suppression.until
                        """)
                .param("tenant", suppression.tenant())
                .param("fingerprint", suppression.fingerprint())
                .param("channel", suppression.channel().name())
                .param("masked", suppression.masked())
                .param("cause", suppression.cause().name())
                .param("challenge", suppression.challengeId())
                .param("since", Times.utc(suppression.since()))
                .param("until", Times.utc(suppression.until()))
                .update();
    }

    Set<String> of(String tenant, Collection<String> fingerprints, Instant now) {
        return database.sql("""
                        select fingerprint from suppression
                        where tenant = :tenant and fingerprint = any(:fingerprints) and until > :now
                        """)
                .param("tenant", tenant)
                .param("fingerprints", fingerprints.toArray(String[]::new))
                .param("now", Times.utc(now))
                .query(String.class)
                .set();
    }

    List<Suppression> inForce(String tenant, Instant now) {
        return database.sql("select * from suppression where tenant = :tenant and until > :now order by since desc")
                .param("tenant", tenant)
                .param("now", Times.utc(now))
                .query(SuppressionTable::suppression)
                .list();
    }

    Optional<Suppression> remove(String tenant, String fingerprint, Instant now) {
        return database.sql("""
                        delete from suppression
                        where tenant = :tenant and fingerprint = :fingerprint and until > :now returning *
                        """)
                .param("tenant", tenant)
                .param("fingerprint", fingerprint)
                .param("now", Times.utc(now))
                .query(SuppressionTable::suppression)
                .optional();
    }

    private static Suppression suppression(ResultSet row, int number) throws SQLException {
        return new Suppression(
                row.getString("tenant"),
                row.getString("fingerprint"),
                Channel.valueOf(row.getString("channel")),
                row.getString("masked"),
                Suppression.Cause.valueOf(row.getString("cause")),
                row.getString("challenge_id"),
                Times.instant(row, "since"),
                Times.instant(row, "until"));
    }
}
