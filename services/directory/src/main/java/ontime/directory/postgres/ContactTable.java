package ontime.directory.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import ontime.directory.user.Actor;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.Store;
import ontime.directory.user.UserKey;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The versions of contacts. */
final class ContactTable {

    private final JdbcClient database;

    ContactTable(JdbcClient database) {
        this.database = database;
    }

    Map<ContactKind, ContactVersion> newest(UserKey user) {
        return database
                .sql("select * from contact_version where tenant = :tenant and user_id = :user and newest")
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .query(ContactTable::contact)
                .list()
                .stream()
                .collect(Collectors.toMap(ContactVersion::kind, Function.identity()));
    }

    List<ContactVersion> all(UserKey user, ContactKind kind) {
        return database.sql("""
                        select * from contact_version where tenant = :tenant and user_id = :user and kind = :kind
                        order by version desc
                        """)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("kind", kind.name())
                .query(ContactTable::contact)
                .list();
    }

    Optional<ContactVersion> find(UserKey user, ContactKind kind, long version) {
        return database.sql("""
                        select * from contact_version
                        where tenant = :tenant and user_id = :user and kind = :kind and version = :version
                        """)
                .param("tenant", user.tenant())
                .param("user", user.userId())
                .param("kind", kind.name())
                .param("version", version)
                .query(ContactTable::contact)
                .optional();
    }

    void add(ContactVersion contact) {
        retire(contact);
        var insert = database.sql(INSERT);
        for (Object value : row(contact)) {
            insert = insert.param(value);
        }
        insert.update();
    }

    /**
     * The versions before this one are no longer the newest. Wipes their secrets, but for the lasting one. Stores that
     * did not have them yet are not told of them any more.
     */
    void retire(ContactVersion contact) {
        database.sql("""
                        update contact_version set newest = false,
                            closed = case when version = :lasting then closed end,
                            sealed = null, sealed_for = null
                        where tenant = :tenant and user_id = :user and kind = :kind
                            and (newest or closed is not null)
                        """)
                .param("tenant", contact.user().tenant())
                .param("user", contact.user().userId())
                .param("kind", contact.kind().name())
                .param("lasting", contact.lasting() == null ? 0L : contact.lasting())
                .update();
        database.sql("""
                        update follower_state set detail = 'a newer version took its place'
                        where tenant = :tenant and user_id = :user and kind = :kind and version < :version
                            and state = 'PENDING'
                        """)
                .param("tenant", contact.user().tenant())
                .param("user", contact.user().userId())
                .param("kind", contact.kind().name())
                .param("version", contact.version())
                .update();
    }

    static @Nullable Object[] row(ContactVersion contact) {
        var shown = contact.shown();
        var secrets = contact.secrets();
        return new @Nullable Object[] {
            contact.user().tenant(),
            contact.user().userId(),
            contact.kind().name(),
            contact.version(),
            secrets == null ? null : secrets.closed(),
            secrets == null ? null : secrets.sealed(),
            secrets == null ? null : secrets.sealedFor(),
            shown == null ? null : shown.masked(),
            shown == null ? null : shown.fingerprint(),
            shown == null ? null : shown.country(),
            contact.verified(),
            Times.utcOrNull(contact.validUntil()),
            contact.lasting(),
            contact.actor().by().name(),
            contact.actor().name(),
            contact.actor().reason(),
            Times.utc(contact.askedAt()),
            Times.utc(contact.changedAt())
        };
    }

    static final String INSERT = """
            insert into contact_version (tenant, user_id, kind, version, newest, closed, sealed, sealed_for, masked,
                fingerprint, country, verified, valid_until, lasting, changed_by, actor, reason, asked_at, changed_at)
            values (?, ?, ?, ?, true, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    void expect(ContactVersion contact, Set<String> followers) {
        followers.forEach(follower -> database.sql(EXPECT)
                .param(contact.user().tenant())
                .param(contact.user().userId())
                .param(contact.kind().name())
                .param(contact.version())
                .param(follower)
                .param(Times.utc(contact.changedAt()))
                .update());
    }

    static final String EXPECT = """
            insert into follower_state (tenant, user_id, kind, version, follower, state, since)
            values (?, ?, ?, ?, ?, 'PENDING', ?)
            """;

    void expectAgain(ContactVersion contact, Set<String> followers, Instant now) {
        followers.forEach(follower -> database.sql(EXPECT + """
                        on conflict (tenant, user_id, kind, version, follower) do update
                            set state = excluded.state, detail = null, since = excluded.since
                        """)
                .param(contact.user().tenant())
                .param(contact.user().userId())
                .param(contact.kind().name())
                .param(contact.version())
                .param(follower)
                .param(Times.utc(now))
                .update());
    }

    List<Store.Ended> ended(Instant now, Store.@Nullable Ended after, int limit) {
        return database.sql("""
                        select tenant, user_id, kind, version from contact_version
                        where newest and valid_until <= :now and masked is not null
                            and (tenant, user_id, kind) > (:tenant, :user, :kind)
                        order by tenant, user_id, kind limit :limit
                        """)
                .param("now", Times.utc(now))
                .param("tenant", after == null ? "" : after.user().tenant())
                .param("user", after == null ? "" : after.user().userId())
                .param("kind", after == null ? "" : after.kind().name())
                .param("limit", limit)
                .query((row, number) -> new Store.Ended(
                        new UserKey(row.getString("tenant"), row.getString("user_id")),
                        ContactKind.valueOf(row.getString("kind")),
                        row.getLong("version")))
                .list();
    }

    static ContactVersion contact(ResultSet row, int number) throws SQLException {
        String masked = row.getString("masked");
        byte[] closed = row.getBytes("closed");
        byte[] sealed = row.getBytes("sealed");
        long lasting = row.getLong("lasting");
        boolean noLasting = row.wasNull();
        return new ContactVersion(
                new UserKey(row.getString("tenant"), row.getString("user_id")),
                ContactKind.valueOf(row.getString("kind")),
                row.getLong("version"),
                masked == null
                        ? null
                        : new ContactVersion.Shown(masked, row.getString("fingerprint"), row.getString("country")),
                closed == null
                        ? null
                        : new ContactVersion.Secrets(
                                closed,
                                sealed == null ? new byte[0] : sealed,
                                sealed == null ? "" : row.getString("sealed_for")),
                row.getBoolean("verified"),
                Times.instantOrNull(row, "valid_until"),
                noLasting ? null : Long.valueOf(lasting),
                new Actor(
                        ChangedBy.valueOf(row.getString("changed_by")),
                        row.getString("actor"),
                        row.getString("reason")),
                Times.instant(row, "asked_at"),
                Times.instant(row, "changed_at"));
    }
}
