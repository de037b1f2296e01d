package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ontime.directory.user.AppSetup;
import ontime.directory.user.Authenticator;
import ontime.directory.user.Recovering;
import ontime.directory.user.UserKey;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Authenticator apps and recovery codes. */
final class SecondFactorTable {

    private final JdbcClient database;

    SecondFactorTable(JdbcClient database) {
        this.database = database;
    }

    Optional<Authenticator> inUse(UserKey user) {
        return of(
                        "select * from authenticator where tenant = :tenant and user_id = :user and state = 'CONFIRMED'",
                        user)
                .query((row, number) -> authenticator(row))
                .optional();
    }

    long nextApp(UserKey user) {
        return of(
                        "select coalesce(max(version), 0) + 1 from authenticator"
                                + " where tenant = :tenant and user_id = :user",
                        user)
                .query(Long.class)
                .single();
    }

    void add(AppSetup setup) {
        // Its version is the greatest: none of these is needed any more.
        of("""
                        delete from authenticator
                        where tenant = :tenant and user_id = :user and state in ('PENDING', 'REMOVED')
                        """, setup.user()).update();
        of("""
                        insert into authenticator (tenant, user_id, version, state, closed, failures, made_at)
                        values (:tenant, :user, :version, 'PENDING', :closed, :failures, :made)
                        """, setup.user())
                .param("version", setup.version())
                .param("closed", setup.closed())
                .param("failures", setup.failures())
                .param("made", Times.utc(setup.madeAt()))
                .update();
    }

    Optional<AppSetup> setup(UserKey user) {
        return of("select * from authenticator where tenant = :tenant and user_id = :user and state = 'PENDING'", user)
                .query((row, number) -> new AppSetup(
                        user,
                        row.getLong("version"),
                        row.getBytes("closed"),
                        row.getInt("failures"),
                        Times.instant(row, "made_at")))
                .optional();
    }

    void failed(AppSetup setup) {
        of("""
                        update authenticator set failures = failures + 1
                        where tenant = :tenant and user_id = :user and version = :version
                        """, setup.user()).param("version", setup.version()).update();
    }

    /** Whoever sets up anew has the old app no more. */
    void confirm(AppSetup setup, Authenticator app) {
        of("delete from authenticator where tenant = :tenant and user_id = :user and state = 'CONFIRMED'", setup.user())
                .update();
        of("""
                        update authenticator set state = 'CONFIRMED', closed = null, sealed = :sealed, sealed_for = :key,
                            confirmed_at = :at, confirmed_step = :step
                        where tenant = :tenant and user_id = :user and version = :version
                        """, setup.user())
                .param("sealed", app.sealed())
                .param("key", app.sealedFor())
                .param("at", Times.utc(app.confirmedAt()))
                .param("step", app.confirmedStep())
                .param("version", setup.version())
                .update();
    }

    /** The one in use; one that is being set up may still be confirmed. */
    void removeApp(UserKey user) {
        remove(user, "CONFIRMED");
    }

    /** Wipes the secrets of those that nobody has confirmed. */
    void wipe(Instant madeBefore) {
        database.sql("""
                        update authenticator set state = 'REMOVED', closed = null
                        where state = 'PENDING' and made_at <= :limit
                        """).param("limit", Times.utc(madeBefore)).update();
    }

    /** The one that is being set up. */
    void removeSetup(UserKey user) {
        remove(user, "PENDING");
    }

    void removeRecoveryCodes(UserKey user) {
        of("delete from recovery_code where tenant = :tenant and user_id = :user", user)
                .update();
    }

    /** Of many users of one tenant. */
    Map<UserKey, Authenticator> inUse(String tenant, String[] users) {
        return database
                .sql("""
                        select * from authenticator
                        where tenant = :tenant and user_id = any(:users) and state = 'CONFIRMED'
                        """)
                .param("tenant", tenant)
                .param("users", users)
                .query((row, number) -> Map.entry(new UserKey(tenant, row.getString("user_id")), authenticator(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Authenticator authenticator(ResultSet row) throws SQLException {
        return new Authenticator(
                row.getLong("version"),
                Times.instant(row, "confirmed_at"),
                row.getLong("confirmed_step"),
                row.getBytes("sealed"),
                row.getString("sealed_for"));
    }

    private void remove(UserKey user, String state) {
        of("""
                        update authenticator set state = 'REMOVED', closed = null, sealed = null
                        where tenant = :tenant and user_id = :user and state = :state
                        """, user).param("state", state).update();
    }

    void replaceRecoveryCodes(UserKey user, List<byte[]> hashes, Instant now) {
        of("delete from recovery_code where tenant = :tenant and user_id = :user", user)
                .update();
        for (int i = 0; i < hashes.size(); i++) {
            of("""
                            insert into recovery_code (tenant, user_id, number, hash, made_at)
                            values (:tenant, :user, :number, :hash, :made)
                            """, user)
                    .param("number", i + 1)
                    .param("hash", hashes.get(i))
                    .param("made", Times.utc(now))
                    .update();
        }
    }

    List<Recovering.Unused> unused(UserKey user) {
        return of(
                        "select number, hash from recovery_code"
                                + " where tenant = :tenant and user_id = :user and used_at is null",
                        user)
                .query((row, number) -> new Recovering.Unused(row.getInt("number"), row.getBytes("hash")))
                .list();
    }

    void use(UserKey user, int number, Instant now) {
        of("""
                        update recovery_code set used_at = :now
                        where tenant = :tenant and user_id = :user and number = :number
                        """, user).param("now", Times.utc(now)).param("number", number).update();
    }

    Optional<Recovering.Failures> failures(UserKey user) {
        return of("select since, count from recovery_failures where tenant = :tenant and user_id = :user", user)
                .query((row, number) -> new Recovering.Failures(Times.instant(row, "since"), row.getInt("count")))
                .optional();
    }

    void failures(UserKey user, Recovering.@Nullable Failures failures) {
        of("delete from recovery_failures where tenant = :tenant and user_id = :user", user)
                .update();
        if (failures != null) {
            of("""
                            insert into recovery_failures (tenant, user_id, since, count)
                            values (:tenant, :user, :since, :count)
                            """, user)
                    .param("since", Times.utc(failures.since()))
                    .param("count", failures.count())
                    .update();
        }
    }

    private JdbcClient.StatementSpec of(String statement, UserKey user) {
        return database.sql(statement).param("tenant", user.tenant()).param("user", user.userId());
    }
}
