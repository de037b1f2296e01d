package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ontime.directory.user.Account;
import ontime.directory.user.Errand;
import ontime.directory.user.UserKey;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Users, without their contacts. */
final class UserTable {

    private final JdbcClient database;

    UserTable(JdbcClient database) {
        this.database = database;
    }

    Optional<Account> lock(UserKey user) {
        return select("select * from user_account where tenant = :tenant and user_id = :user for update", user);
    }

    Optional<Account> find(UserKey user) {
        return select("select * from user_account where tenant = :tenant and user_id = :user", user);
    }

    private Optional<Account> select(String statement, UserKey user) {
        return database.sql(statement)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .query(UserTable::account)
                .optional();
    }

    boolean create(Account account) {
        var insert = database.sql(INSERT + " on conflict do nothing");
        for (Object value : row(account)) {
            insert = insert.param(value);
        }
        return insert.update() == 1;
    }

    static @Nullable Object[] row(Account account) {
        return new @Nullable Object[] {
            account.key().tenant(),
            account.key().userId(),
            account.revision(),
            account.locale(),
            names(account.methods()),
            account.reregistration(),
            Times.utc(account.createdAt()),
            Times.utc(account.changedAt())
        };
    }

    static final String INSERT = """
            insert into user_account (tenant, user_id, revision, locale, methods, reregistration, created_at, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?)""";

    void change(Account account) {
        database.sql("""
                        update user_account set revision = :revision, locale = :locale, methods = :methods,
                            reregistration = :reregistration, changed_at = :changed
                        where tenant = :tenant and user_id = :user
                        """)
                .param("revision", account.revision())
                .param("locale", account.locale())
                .param("methods", names(account.methods()))
                .param("reregistration", account.reregistration())
                .param("changed", Times.utc(account.changedAt()))
                .param("tenant", account.key().tenant())
                .param("user", account.key().userId())
                .update();
    }

    void delete(UserKey user) {
        database.sql("delete from user_account where tenant = :tenant and user_id = :user")
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .update();
        database.sql("delete from errand where tenant = :tenant and user_id = :user and kind <> :kept")
                .param("tenant", user.tenant())
                .param("user", user.userId())
                // Whoever is erased must not stay logged in.
                .param("kept", Errand.Kind.SESSIONS_REVOKED.name())
                .update();
    }

    static String[] names(Set<MethodKind> methods) {
        return methods.stream().sorted().map(MethodKind::name).toArray(String[]::new);
    }

    static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                new UserKey(row.getString("tenant"), row.getString("user_id")),
                row.getLong("revision"),
                row.getString("locale"),
                methods((String[]) row.getArray("methods").getArray()),
                row.getBoolean("reregistration"),
                Map.of(),
                null,
                Times.instant(row, "created_at"),
                Times.instant(row, "changed_at"));
    }

    private static Set<MethodKind> methods(String[] names) {
        return Arrays.stream(names).map(MethodKind::valueOf).collect(Collectors.toSet());
    }
}
