package ontime.issuer.postgres;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes out of the tables what tells of a user. */
final class ErasedUsers {

    /** What is left for a day names the user and nothing else: see the tables' own words. */
    private static final List<String> STATEMENTS = List.of(
            """
            delete from suppression where tenant = :tenant and fingerprint in (
                select fingerprint from challenge where tenant = :tenant and user_id = :user and fingerprint <> '')
            """,
            "delete from challenge where tenant = :tenant and user_id = :user",
            "delete from login where tenant = :tenant and user_id = :user",
            "delete from contact where tenant = :tenant and user_id = :user",
            "delete from authenticator where tenant = :tenant and user_id = :user",
            """
            update contact_book set methods = '{}', erased_at = :now where tenant = :tenant and user_id = :user
                and erased_at is null
            """,
            "update user_state set failures = 0, erased_at = :now where tenant = :tenant and user_id = :user");

    private final JdbcClient database;

    ErasedUsers(JdbcClient database) {
        this.database = database;
    }

    void erase(String tenant, String userId, Instant now) {
        STATEMENTS.forEach(statement -> {
            var prepared = database.sql(statement).param("tenant", tenant).param("user", userId);
            (statement.contains(":now") ? prepared.param("now", Times.utc(now)) : prepared).update();
        });
    }
}
