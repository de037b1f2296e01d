package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import ontime.directory.user.Invited;
import ontime.directory.user.UserKey;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Links that are good once. */
final class LinkTable {

    private final JdbcClient database;

    LinkTable(JdbcClient database) {
        this.database = database;
    }

    /** In place of older ones of the user. */
    void replace(String digest, Invited invited, Instant expiresAt) {
        remove(invited.user());
        database.sql("""
                        insert into self_service_link (digest, tenant, user_id, expires_at, logged_in_at)
                        values (:digest, :tenant, :user, :expires, :loggedIn)
                        """)
                .param("digest", digest)
                .param("tenant", invited.user().tenant())
                .param("user", invited.user().userId())
                .param("expires", Times.utc(expiresAt))
                .param("loggedIn", Times.utc(invited.loggedInAt()))
                .update();
    }

    void remove(UserKey user) {
        database.sql("delete from self_service_link where tenant = :tenant and user_id = :user")
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .update();
    }

    Optional<Invited> use(String digest, Instant now) {
        return database.sql("""
                        delete from self_service_link where digest = :digest and expires_at > :now
                        returning tenant, user_id, logged_in_at
                        """)
                .param("digest", digest)
                .param("now", Times.utc(now))
                .query(LinkTable::invited)
                .optional();
    }

    Optional<Invited> use(String tenant, String digest, Instant now) {
        return database.sql("""
                        delete from self_service_link
                        where digest = :digest and tenant = :tenant and expires_at > :now
                        returning tenant, user_id, logged_in_at
                        """)
                .param("digest", digest)
                .param("tenant", tenant)
                .param("now", Times.utc(now))
                .query(LinkTable::invited)
                .optional();
    }

    private static Invited invited(ResultSet row, int number) throws SQLException {
        return new Invited(
                new UserKey(row.getString("tenant"), row.getString("user_id")), Times.instant(row, "logged_in_at"));
    }
}
