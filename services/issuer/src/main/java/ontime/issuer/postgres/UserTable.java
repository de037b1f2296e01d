package ontime.issuer.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import ontime.issuer.challenge.User;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users as rows. Whoever reads one here holds it until the transaction ends. */
final class UserTable {

    private final JdbcClient database;

    UserTable(JdbcClient database) {
        this.database = database;
    }

    User lockNext(String tenant, String userId) {
        return database.sql("""
                        insert into user_state (tenant, user_id, last_sequence) values (:tenant, :user, 1)
                        on conflict (tenant, user_id) do update set last_sequence = user_state.last_sequence + 1,
                            erased_at = null
                        returning tenant, user_id, last_sequence, failures
                        """)
                .param("tenant", tenant)
                .param("user", userId)
                .query(UserTable::user)
                .single();
    }

    Optional<User> lock(String tenant, String userId) {
        return lock("(:tenant, :id)", tenant, userId);
    }

    Optional<User> lockOfChallenge(String tenant, String challengeId) {
        return lock(
                "(select tenant, user_id from challenge where tenant = :tenant and challenge_id = :id)",
                tenant,
                challengeId);
    }

    Optional<User> lockOfLogin(String tenant, String loginId) {
        return lock(
                "(select tenant, user_id from challenge where tenant = :tenant and login_id = :id limit 1)",
                tenant,
                loginId);
    }

    /** @param key which tenant and user, in SQL that knows {@code :tenant} and {@code :id} */
    private Optional<User> lock(String key, String tenant, String id) {
        return database.sql("select tenant, user_id, last_sequence, failures from user_state"
                        + " where (tenant, user_id) = " + key + " for update")
                .param("tenant", tenant)
                .param("id", id)
                .query(UserTable::user)
                .optional();
    }

    void change(User user) {
        database.sql("update user_state set failures = :failures where tenant = :tenant and user_id = :user")
                .param("failures", user.failures())
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .update();
    }

    private static User user(ResultSet row, int number) throws SQLException {
        return new User(
                row.getString("tenant"),
                row.getString("user_id"),
                row.getLong("last_sequence"),
                row.getInt("failures"));
    }
}
