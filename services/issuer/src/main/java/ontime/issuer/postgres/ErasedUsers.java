package ontime.issuer.postgres;

import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Takes out of the tables what tells of a user. */
final class ErasedUsers {

    /**
     * Of whoever is forgotten, the count of wrong codes and the sequence stay, and with them what limits have counted,
     * each until its window has passed: to be forgotten must not lift a lock or a limit.
     */
    private static final List<String> FORGET = List.of(
            // By whose message it was told: a family's number that bounced for another of them stays suppressed.
            "delete from suppression where tenant = :tenant and user_id = :user",
            "delete from answered_request where tenant = :tenant and user_id = :user",
            "delete from challenge where tenant = :tenant and user_id = :user",
            "delete from login where tenant = :tenant and user_id = :user");

    /**
     * Of whoever is erased in the directory, too, the name and the sequence stay for a day, and nothing else: see the
     * tables' own words.
     */
    private static final List<String> ERASE = List.of(
            "delete from contact where tenant = :tenant and user_id = :user",
            "delete from authenticator where tenant = :tenant and user_id = :user",
            """
            update contact_book set methods = '{}', reregistration = false, erased_at = :now
            where tenant = :tenant and user_id = :user and erased_at is null
            """,
            "update user_state set failures = 0, erased_at = :now where tenant = :tenant and user_id = :user");

    private final JdbcClient database;

    ErasedUsers(JdbcClient database) {
        this.database = database;
    }

    void forget(String tenant, String userId) {
        FORGET.forEach(statement -> about(tenant, userId, statement).update());
    }

    void erase(String tenant, String userId, Instant now) {
        forget(tenant, userId);
        ERASE.forEach(statement -> {
            var prepared = about(tenant, userId, statement);
            (statement.contains(":now") ? prepared.param("now", Times.utc(now)) : prepared).update();
        });
    }

    private JdbcClient.StatementSpec about(String tenant, String userId, String statement) {
        return database.sql(statement).param("tenant", tenant).param("user", userId);
    }
}
