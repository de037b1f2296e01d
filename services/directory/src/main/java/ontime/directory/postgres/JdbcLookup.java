package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.directory.follower.Standing;
import ontime.directory.user.Account;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.Lookup;
import ontime.directory.user.Settings;
import ontime.directory.user.UserKey;
import ontime.directory.user.Visit;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the tables. */
public final class JdbcLookup implements Lookup {

    /** Each of these on its own, so that each can use its index. */
    private static final String FOUND = """
            and user_id in (
                select user_id from user_account where tenant = :tenant
                    and lower(user_id) collate "C" >= lower(:prefix)
                    and lower(user_id) collate "C" < lower(:prefix) || chr(127)
                union select user_id from contact_version
                    where tenant = :tenant and newest and fingerprint = :fingerprint
                union select user_id from contact_version
                    where tenant = :tenant and newest and kind = 'PHONE' and right(masked, 4) = :digits)
            """;

    private final JdbcClient database;
    private final InstantSource clock;
    private final UserTable users;
    private final ContactTable contacts;
    private final ChangeTable changes;
    private final JdbcFollowers followers;
    private final SecondFactorTable factors;

    public JdbcLookup(JdbcClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.users = new UserTable(database);
        this.contacts = new ContactTable(database);
        this.changes = new ChangeTable(database);
        this.followers = new JdbcFollowers(database);
        this.factors = new SecondFactorTable(database);
    }

    @Override
    public Optional<Sight> find(UserKey user) {
        return users.find(user).map(this::sight);
    }

    private Sight sight(Account bare) {
        var account = Accounts.with(
                bare, contacts.newest(bare.key()), factors.inUse(bare.key()).orElse(null));
        var shown = new EnumMap<ContactKind, Past>(ContactKind.class);
        account.contacts().forEach((kind, contact) -> shown.put(kind, past(contact, followers.of(bare.key(), kind))));
        return new Sight(account, shown, changes.pending(bare.key(), clock.instant()));
    }

    private static Past past(ContactVersion contact, Map<Long, List<Standing>> standings) {
        return new Past(contact, standings.getOrDefault(contact.version(), List.of()));
    }

    @Override
    public List<Sight> search(String tenant, Search search, @Nullable String after, int limit) {
        return database
                .sql("select * from user_account where tenant = :tenant and user_id > :after "
                        + (search.isForAll() ? "" : FOUND) + " order by user_id limit :limit")
                .param("tenant", tenant)
                .param("after", after == null ? "" : after)
                .param("prefix", search.prefix())
                .param("fingerprint", search.fingerprint())
                .param("digits", search.lastDigits())
                .param("limit", limit)
                .query(UserTable::account)
                .list()
                .stream()
                .map(this::sight)
                .toList();
    }

    @Override
    public Optional<Visit> visit(String digest, Instant now) {
        return new VisitTable(database).find(digest, now);
    }

    @Override
    public int recoveryCodes(UserKey user) {
        return factors.unused(user).size();
    }

    @Override
    public List<Past> versions(UserKey user, ContactKind kind) {
        var standings = followers.of(user, kind);
        return contacts.all(user, kind).stream()
                .map(contact -> past(contact, standings))
                .toList();
    }

    @Override
    public List<Line> export(String tenant, @Nullable String after, int limit) {
        return database.sql("""
                        select u.user_id, u.locale, array_to_string(u.methods, ' ') as methods,
                            phone.masked as phone, phone.version as phone_version, phone.verified as phone_verified,
                            email.masked as email, email.version as email_version, email.verified as email_verified
                        from user_account u
                        left join contact_version phone on phone.tenant = u.tenant and phone.user_id = u.user_id
                            and phone.kind = 'PHONE' and phone.newest
                        left join contact_version email on email.tenant = u.tenant and email.user_id = u.user_id
                            and email.kind = 'EMAIL' and email.newest
                        where u.tenant = :tenant and u.user_id > :after order by u.user_id limit :limit
                        """)
                .param("tenant", tenant)
                .param("after", after == null ? "" : after)
                .param("limit", limit)
                .query((row, number) -> new Line(
                        row.getString("user_id"),
                        Stream.of(
                                        "user_id",
                                        "locale",
                                        "methods",
                                        "phone",
                                        "phone_version",
                                        "phone_verified",
                                        "email",
                                        "email_version",
                                        "email_verified")
                                .map(column -> cell(row, column))
                                .toList()))
                .list();
    }

    private static String cell(ResultSet row, String column) {
        try {
            String cell = row.getString(column);
            return cell == null ? "" : cell;
        } catch (SQLException e) {
            throw new IllegalStateException("no column " + column, e);
        }
    }

    @Override
    public Settings settings(String tenant) {
        return new SettingsTable(database).find(tenant).orElseGet(() -> Settings.initial(tenant, Instant.EPOCH));
    }

    @Override
    public List<Numbered> audit(String tenant, @Nullable String userId, @Nullable Long before, int limit) {
        return new AuditTable(database).newest(tenant, userId, before, limit);
    }
}
