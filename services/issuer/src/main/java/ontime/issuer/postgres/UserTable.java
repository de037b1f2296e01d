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
                        on conflict (tenant, user_id) do update set last_sequence = user_state.last_sequence + 1
                        returning tenant, user_id, last_sequence, failures
                        """)
                .param("tenant", tenant)
                .param("user", userId)
                .query(UserTable::user)
                .single();
    }

    Optional<User> lock(String tenant, String userId) {
        return database.sql("""
                        select tenant, user_id, last_sequence, failures from user_state
                        where tenant = :tenant and user_id = :user
                        for update
                        """)
                .param("tenant", tenant)
                .param("user", userId)
                .query(UserTable::user)
                .optional();
    }

    Optional<User> lockOfChallenge(String tenant, String challengeId) {
        return database.sql("""
                        select tenant, user_id, last_sequence, failures from user_state
                        where (tenant, user_id) = (
                            select tenant, user_id from challenge
                            where tenant = :tenant and challenge_id = :challenge)
                        for update
                        """)
                .param("tenant", tenant)
                .param("challenge", challengeId)
                .query(UserTable::user)
                .optional();
    }

    Optional<User> lockOfLogin(String tenant, String loginId) {
        return database.sql("""
                        select tenant, user_id, last_sequence, failures from user_state
                        where (tenant, user_id) = (
                            select tenant, user_id from challenge
                            where tenant = :tenant and login_id = :login limit 1)
                        for update
                        """)
                .param("tenant", tenant)
                .param("login", loginId)
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
