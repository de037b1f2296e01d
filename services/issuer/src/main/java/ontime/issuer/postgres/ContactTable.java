package ontime.issuer.postgres;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import ontime.issuer.contact.StoredAuthenticator;
import ontime.issuer.contact.StoredBook;
import ontime.issuer.contact.StoredContact;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the directory says of users, as rows: a book with its contacts and its authenticator. */
final class ContactTable {

    private static final String BOOK = """
            select book.tenant, book.user_id, revision, changed_at, methods, reregistration,
                erased_at, contact.kind, contact.version, contact.closed, valid_until,
                app.version as app_version, app.closed as app_closed, last_step
            from contact_book book
            left join contact on contact.tenant = book.tenant and contact.user_id = book.user_id
            left join authenticator app on app.tenant = book.tenant and app.user_id = book.user_id
            where book.tenant = :tenant and book.user_id = :user
            """;

    private final JdbcClient database;

    ContactTable(JdbcClient database) {
        this.database = database;
    }

    Optional<StoredBook> find(String tenant, String userId) {
        return database.sql(BOOK).param("tenant", tenant).param("user", userId).query(ContactTable::book);
    }

    Optional<StoredBook> lock(String tenant, String userId) {
        database.sql("select revision from contact_book where tenant = :tenant and user_id = :user for update")
                .param("tenant", tenant)
                .param("user", userId)
                .query(Long.class)
                .optional();
        return find(tenant, userId);
    }

    void keep(StoredBook book) {
        database.sql("""
                        insert into contact_book (tenant, user_id, revision, changed_at, methods, reregistration, erased_at)
                        values (:tenant, :user, :revision, :changed, :methods, :reregistration, null)
                        on conflict (tenant, user_id) do update set revision = excluded.revision,
                            changed_at = excluded.changed_at, methods = excluded.methods,
                            reregistration = excluded.reregistration, erased_at = null
                        """)
                .param("tenant", book.tenant())
                .param("user", book.userId())
                .param("revision", book.revision())
                .param("changed", Times.utc(book.changedAt()))
                .param("methods", book.methods().stream().map(Enum::name).toArray(String[]::new))
                .param("reregistration", book.reregistration())
                .update();
        delete("contact", book.tenant(), book.userId());
        book.contacts().forEach(contact -> add(book, contact));
        keepAuthenticator(book);
    }

    private void add(StoredBook book, StoredContact contact) {
        database.sql("""
                        insert into contact (tenant, user_id, kind, version, closed, valid_until)
                        values (:tenant, :user, :kind, :version, :closed, :until)
                        """)
                .param("tenant", book.tenant())
                .param("user", book.userId())
                .param("kind", contact.kind().name())
                .param("version", contact.version())
                .param("closed", contact.closed())
                .param("until", Times.utcOrNull(contact.validUntil()))
                .update();
    }

    private void keepAuthenticator(StoredBook book) {
        StoredAuthenticator app = book.authenticator();
        if (app == null) {
            delete("authenticator", book.tenant(), book.userId());
            return;
        }
        database.sql("""
                        insert into authenticator as known (tenant, user_id, version, closed, last_step)
                        values (:tenant, :user, :version, :closed, :step)
                        on conflict (tenant, user_id) do update set version = excluded.version,
                            closed = excluded.closed,
                            last_step = case when known.version = excluded.version
                                then greatest(known.last_step, excluded.last_step) else excluded.last_step end
                        """)
                .param("tenant", book.tenant())
                .param("user", book.userId())
                .param("version", app.version())
                .param("closed", app.closed())
                .param("step", app.lastStep())
                .update();
    }

    /** Of whoever was erased the time stays: it is what the next user of the name is told apart by. */
    void end(String tenant, String userId, ContactKind kind, long version, Instant changedAt) {
        database.sql("""
                        update contact_book set changed_at = greatest(changed_at, :changed)
                        where tenant = :tenant and user_id = :user and erased_at is null
                        """)
                .param("tenant", tenant)
                .param("user", userId)
                .param("changed", Times.utc(changedAt))
                .update();
        database.sql("""
                        delete from contact where tenant = :tenant and user_id = :user and kind = :kind
                            and version < :version
                        """)
                .param("tenant", tenant)
                .param("user", userId)
                .param("kind", kind.name())
                .param("version", version)
                .update();
    }

    Optional<StoredAuthenticator> lockAuthenticator(String tenant, String userId) {
        return database.sql("""
                        select app.version, app.closed, app.last_step from authenticator app
                        join contact_book book using (tenant, user_id)
                        where tenant = :tenant and user_id = :user and 'TOTP' = any (book.methods)
                        for update of app
                        """)
                .param("tenant", tenant)
                .param("user", userId)
                .query((row, number) -> new StoredAuthenticator(
                        row.getLong("version"), row.getBytes("closed"), row.getLong("last_step")))
                .optional();
    }

    void spend(String tenant, String userId, long step) {
        database.sql("update authenticator set last_step = :step where tenant = :tenant and user_id = :user")
                .param("step", step)
                .param("tenant", tenant)
                .param("user", userId)
                .update();
    }

    private void delete(String table, String tenant, String userId) {
        database.sql("delete from " + table + " where tenant = :tenant and user_id = :user")
                .param("tenant", tenant)
                .param("user", userId)
                .update();
    }

    private static Optional<StoredBook> book(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        var book = new StoredBook(
                rows.getString("tenant"),
                rows.getString("user_id"),
                rows.getLong("revision"),
                Times.instant(rows, "changed_at"),
                methods(rows),
                List.of(),
                authenticator(rows),
                rows.getBoolean("reregistration"),
                Times.instantOrNull(rows, "erased_at") != null);
        var contacts = new ArrayList<StoredContact>();
        do {
            String kind = rows.getString("kind");
            if (kind != null) {
                contacts.add(new StoredContact(
                        ContactKind.valueOf(kind),
                        rows.getLong("version"),
                        rows.getBytes("closed"),
                        Times.instantOrNull(rows, "valid_until")));
            }
        } while (rows.next());
        return Optional.of(book.with(contacts));
    }

    private static Set<MethodKind> methods(ResultSet row) throws SQLException {
        return Stream.of((String[]) row.getArray("methods").getArray())
                .map(MethodKind::valueOf)
                .collect(toUnmodifiableSet());
    }

    private static @Nullable StoredAuthenticator authenticator(ResultSet row) throws SQLException {
        byte[] closed = row.getBytes("app_closed");
        return closed == null
                ? null
                : new StoredAuthenticator(row.getLong("app_version"), closed, row.getLong("last_step"));
    }
}
