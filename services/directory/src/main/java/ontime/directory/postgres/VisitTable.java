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

    void add(String digest, UserKey user, Instant expiresAt) {
        database.sql("""
                        insert into self_service_visit (digest, tenant, user_id, expires_at)
                        values (:digest, :tenant, :user, :expires)
                        """)
                .param("digest", digest)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("expires", Times.utc(expiresAt))
                .update();
    }

    Optional<Visit> find(String digest, Instant now) {
        return database.sql("select * from self_service_visit where digest = :digest and expires_at > :now")
                .param("digest", digest)
                .param("now", Times.utc(now))
                .query((row, number) -> new Visit(
                        new UserKey(row.getString("tenant"), row.getString("user_id")),
                        Times.instant(row, "expires_at")))
                .optional();
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
