package ontime.history.postgres;

import static java.util.stream.Collectors.groupingBy;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.history.contacts.ContactChange;
import ontime.history.contacts.ContactLog;
import ontime.history.contacts.FollowerReport;
import ontime.history.contacts.KnownChange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Changes of contacts and what followers told of them, as rows. */
final class PostgresContactLog implements ContactLog {

    private static final String UNERASED = """
            WHERE NOT EXISTS (SELECT FROM contact_erasure AS erasure WHERE erasure.tenant = :tenant
                AND erasure.digest = sha256(erasure.salt || convert_to(:user, 'UTF8')) AND erasure.erased_at >= :at)
            """;

    private static final String ADD_CHANGE = """
            INSERT INTO contact_change AS known (tenant, user_id, kind, version, destination, fingerprint, previous,
                previous_fingerprint, changed_by, asked_at, changed_at)
            SELECT :tenant, :user, :kind, :version, :destination, :fingerprint, :previous, :previousFingerprint,
                :by, :asked, :at
            """ + UNERASED + """
            ON CONFLICT (tenant, user_id, kind, version, changed_at) DO NOTHING
            """;

    private static final String ADD_REPORT = """
            INSERT INTO contact_report AS known (tenant, user_id, follower, kind, version, state, detail, told_at)
            SELECT :tenant, :user, :follower, :kind, :version, :state, :detail, :at
            """ + UNERASED + """
            ON CONFLICT (tenant, user_id, follower, kind, version, state, told_at) DO NOTHING
            """;

    private static final String CHANGES = """
            SELECT known.* FROM contact_change AS known
            JOIN unnest(CAST(:tenants AS text[]), CAST(:users AS text[])) AS wanted (tenant, user_id)
                USING (tenant, user_id)
            ORDER BY changed_at, kind, version
            """;

    private static final String REPORTS = """
            SELECT known.* FROM contact_report AS known
            JOIN unnest(CAST(:tenants AS text[]), CAST(:users AS text[])) AS wanted (tenant, user_id)
                USING (tenant, user_id)
            """;

    private static final String ERASE = """
            INSERT INTO contact_erasure (tenant, salt, digest, erased_at)
            VALUES (:tenant, :salt, sha256(CAST(:salt AS bytea) || convert_to(:user, 'UTF8')), :at)
            """;

    private static final String IS_ERASED = """
            SELECT EXISTS (SELECT FROM contact_erasure WHERE tenant = :tenant
                AND digest = sha256(salt || convert_to(:user, 'UTF8')) AND erased_at = :at)
            """;

    private static final int SALT_BYTES = 16;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final SecureRandom chance;

    PostgresContactLog(JdbcClient jdbc, TransactionOperations transaction, SecureRandom chance) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.chance = chance;
    }

    @Override
    public void add(ContactChange change) {
        add(jdbc.sql(ADD_CHANGE)
                .param("tenant", change.tenant())
                .param("user", change.userId())
                .param("kind", change.kind().name())
                .param("version", change.version())
                .param("destination", change.destination())
                .param("fingerprint", change.fingerprint())
                .param("previous", change.previous())
                .param("previousFingerprint", change.previousFingerprint())
                .param("by", change.changedBy().name())
                .param("asked", utc(change.askedAt()))
                .param("at", utc(change.changedAt())));
    }

    @Override
    public void add(FollowerReport report) {
        add(jdbc.sql(ADD_REPORT)
                .param("tenant", report.tenant())
                .param("user", report.userId())
                .param("follower", report.follower())
                .param("kind", report.kind().name())
                .param("version", report.version())
                .param("state", report.state().name())
                .param("detail", report.detail())
                .param("at", utc(report.at())));
    }

    /** Whoever erases waits until this is there, or is seen by this. */
    private void add(JdbcClient.StatementSpec statement) {
        transaction.executeWithoutResult(_ -> {
            Lock.WRITING.share(jdbc);
            statement.update();
        });
    }

    @Override
    public Map<UserKey, List<KnownChange>> of(Set<UserKey> users) {
        if (users.isEmpty()) {
            return Map.of();
        }
        var changes = of(CHANGES, users).query(PostgresContactLog::change).list();
        if (changes.isEmpty()) {
            return Map.of();
        }
        record Version(UserKey user, ContactKind kind, long version) {}
        var reports = of(REPORTS, users).query(PostgresContactLog::report).list().stream()
                .collect(groupingBy(report ->
                        new Version(new UserKey(report.tenant(), report.userId()), report.kind(), report.version())));
        return changes.stream()
                .collect(groupingBy(
                        change -> new UserKey(change.tenant(), change.userId()),
                        Collectors.mapping(
                                change -> new KnownChange(
                                        change,
                                        reports.getOrDefault(
                                                new Version(
                                                        new UserKey(change.tenant(), change.userId()),
                                                        change.kind(),
                                                        change.version()),
                                                List.of())),
                                Collectors.toList())));
    }

    private JdbcClient.StatementSpec of(String statement, Set<UserKey> users) {
        return jdbc.sql(statement)
                .param("tenants", column(users, UserKey::tenant))
                .param("users", column(users, UserKey::userId));
    }

    @Override
    public int erase(UserKey user, Instant erasedAt) {
        var salt = new byte[SALT_BYTES];
        chance.nextBytes(salt);
        // As a whole: what is remembered says that it is done.
        return Objects.requireNonNull(transaction.execute(_ -> {
            Lock.WRITING.have(jdbc);
            jdbc.sql(ERASE)
                    .param("tenant", user.tenant())
                    .param("salt", salt)
                    .param("user", user.userId())
                    .param("at", utc(erasedAt))
                    .update();
            remove("contact_report", "told_at", user, erasedAt);
            return remove("contact_change", "changed_at", user, erasedAt);
        }));
    }

    @Override
    public boolean isErased(UserKey user, Instant erasedAt) {
        return jdbc.sql(IS_ERASED)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("at", utc(erasedAt))
                .query(Boolean.class)
                .single();
    }

    private int remove(String table, String at, UserKey user, Instant until) {
        return jdbc.sql("DELETE FROM " + table + " WHERE tenant = :tenant AND user_id = :user AND " + at + " <= :at")
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("at", utc(until))
                .update();
    }

    private static ContactChange change(ResultSet row, int number) throws SQLException {
        return new ContactChange(
                row.getString("tenant"),
                row.getString("user_id"),
                ContactKind.valueOf(row.getString("kind")),
                row.getLong("version"),
                row.getString("destination"),
                row.getString("fingerprint"),
                row.getString("previous"),
                row.getString("previous_fingerprint"),
                ChangedBy.valueOf(row.getString("changed_by")),
                instant(row, "asked_at"),
                instant(row, "changed_at"));
    }

    private static FollowerReport report(ResultSet row, int number) throws SQLException {
        return new FollowerReport(
                row.getString("tenant"),
                row.getString("user_id"),
                row.getString("follower"),
                ContactKind.valueOf(row.getString("kind")),
                row.getLong("version"),
                FollowerState.valueOf(row.getString("state")),
                row.getString("detail"),
                instant(row, "told_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String[] column(Collection<UserKey> users, Function<UserKey, String> value) {
        return users.stream().map(value).toArray(String[]::new);
    }
}
