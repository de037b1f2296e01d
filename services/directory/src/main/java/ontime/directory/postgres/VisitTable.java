package ontime.directory.postgres;

import java.time.Instant;
import java.util.Optional;
import ontime.directory.user.UserKey;
import ontime.directory.user.Visit;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Visits of users to their own page. */
final class VisitTable {

    private final JdbcClient database;

    VisitTable(JdbcClient database) {
        this.database = database;
    }

    void add(String digest, Visit visit) {
        database.sql("""
                        insert into self_service_visit (digest, tenant, user_id, expires_at, logged_in_at)
                        values (:digest, :tenant, :user, :expires, :loggedIn)
                        """)
                .param("digest", digest)
                .param("tenant", visit.user().tenant())
                .param("user", visit.user().userId())
                .param("expires", Times.utc(visit.expiresAt()))
                .param("loggedIn", Times.utc(visit.loggedInAt()))
                .update();
    }

    Optional<Visit> find(String digest, Instant now) {
        return database.sql("select * from self_service_visit where digest = :digest and expires_at > :now")
                .param("digest", digest)
                .param("now", Times.utc(now))
                .query((row, number) -> new Visit(
                        new UserKey(row.getString("tenant"), row.getString("user_id")),
                        Times.instant(row, "expires_at"),
                        Times.instant(row, "logged_in_at"),
                        row.getBoolean("overtaken")))
                .optional();
    }

    /** They stay until their time is over, so that whoever comes back is told why they are let in no more. */
    void overtake(UserKey user) {
        database.sql("update self_service_visit set overtaken = true where tenant = :tenant and user_id = :user")
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .update();
    }

    void removeAll(UserKey user) {
        database.sql("delete from self_service_visit where tenant = :tenant and user_id = :user")
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .update();
    }

    void remove(String digest) {
        database.sql("delete from self_service_visit where digest = :digest")
                .param("digest", digest)
                .update();
    }
}
