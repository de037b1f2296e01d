package ontime.directory.postgres;

import java.time.Instant;
import java.util.Optional;
import ontime.directory.user.UserKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links that are good once. */
final class LinkTable {

    private final JdbcClient database;

    LinkTable(JdbcClient database) {
        this.database = database;
    }

    void add(String digest, UserKey user, Instant expiresAt) {
        database.sql("""
                        insert into self_service_link (digest, tenant, user_id, expires_at)
                        values (:digest, :tenant, :user, :expires)
                        """)
                .param("digest", digest)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("expires", Times.utc(expiresAt))
                .update();
    }

    void remove(UserKey user) {
        database.sql("delete from self_service_link where tenant = :tenant and user_id = :user")
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .update();
    }

    Optional<UserKey> use(String digest, Instant now) {
        return database.sql("""
                        delete from self_service_link where digest = :digest and expires_at > :now
                        returning tenant, user_id
                        """)
                .param("digest", digest)
                .param("now", Times.utc(now))
                .query((row, number) -> new UserKey(row.getString("tenant"), row.getString("user_id")))
                .optional();
    }

    Optional<UserKey> use(String tenant, String digest, Instant now) {
        return database.sql("""
                        delete from self_service_link
                        where digest = :digest and tenant = :tenant and expires_at > :now returning user_id
                        """)
                .param("digest", digest)
                .param("tenant", tenant)
                .param("now", Times.utc(now))
                .query((row, number) -> new UserKey(tenant, row.getString("user_id")))
                .optional();
    }
}
