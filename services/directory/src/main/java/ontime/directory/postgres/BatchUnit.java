package ontime.directory.postgres;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ontime.directory.user.Account;
import ontime.directory.user.Announcement;
import ontime.directory.user.AppSetup;
import ontime.directory.user.AuditEntry;
import ontime.directory.user.Authenticator;
import ontime.directory.user.ContactChange;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.Errand;
import ontime.directory.user.Invited;
import ontime.directory.user.Recovering;
import ontime.directory.user.Settings;
import ontime.directory.user.Store;
import ontime.directory.user.UserKey;
import ontime.directory.user.Visit;
import ontime.events.ContactBook;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same as {@link JdbcUnit} for many users at once: it reads them with a few statements, keeps what changes in
 * memory, and writes it with a few more. What has nothing to do with users and their contacts is left to the other.
 */
final class BatchUnit implements Store.Unit {

    private final JdbcClient database;
    private final JdbcOperations batches;
    private final JdbcUnit single;
    private final Map<UserKey, Account> users;
    private final Set<UserKey> created = new HashSet<>();
    private final Set<UserKey> changed = new HashSet<>();
    private final List<ContactVersion> contacts = new ArrayList<>();
    private final List<Object[]> expected = new ArrayList<>();
    private final List<@Nullable Object[]> brought = new ArrayList<>();
    private final List<Announcement> events = new ArrayList<>();
    /** Of each user the last: the ones before it would be replaced on the topic at once. */
    private final Map<String, Announcement> books = new LinkedHashMap<>();

    private final @Nullable String traceparent;

    /** @param traceparent of what all of this is done for */
    BatchUnit(
            JdbcClient database,
            JdbcOperations batches,
            JdbcUnit single,
            List<UserKey> wanted,
            @Nullable String traceparent) {
        this.database = database;
        this.batches = batches;
        this.single = single;
        this.traceparent = traceparent;
        this.users = read(wanted);
    }

    private Map<UserKey, Account> read(List<UserKey> wanted) {
        var found = new HashMap<UserKey, Account>();
        if (wanted.isEmpty()) {
            return found;
        }
        String tenant = wanted.getFirst().tenant();
        String[] names = wanted.stream().map(UserKey::userId).toArray(String[]::new);
        var known = database.sql("""
                        select * from user_account where tenant = :tenant and user_id = any(:users)
                        order by user_id for update
                        """)
                .param("tenant", tenant)
                .param("users", names)
                .query(UserTable::account)
                .list();
        var newest = new HashMap<UserKey, Map<ContactKind, ContactVersion>>();
        database.sql("""
                        select * from contact_version
                        where tenant = :tenant and user_id = any(:users) and newest
                        """)
                .param("tenant", tenant)
                .param("users", names)
                .query(ContactTable::contact)
                .list()
                .forEach(contact -> newest.computeIfAbsent(contact.user(), _ -> new HashMap<>())
                        .put(contact.kind(), contact));
        var apps = new SecondFactorTable(database).inUse(tenant, names);
        known.forEach(bare -> found.put(
                bare.key(), Accounts.with(bare, newest.getOrDefault(bare.key(), Map.of()), apps.get(bare.key()))));
        return found;
    }

    @Override
    public Optional<Account> lock(UserKey user) {
        return Optional.ofNullable(users.get(user));
    }

    @Override
    public boolean create(Account account) {
        created.add(account.key());
        return users.putIfAbsent(account.key(), account) == null;
    }

    @Override
    public void change(Account account) {
        users.put(account.key(), account);
        changed.add(account.key());
    }

    @Override
    public void add(ContactVersion contact) {
        contacts.add(contact);
    }

    @Override
    public void expect(ContactVersion contact, Set<String> followers, Set<String> outside) {
        outside.forEach(follower ->
                brought.add(FollowingTable.row(contact, follower, contact.changedAt(), false, traceparent)));
        followers.forEach(follower -> expected.add(new Object[] {
            contact.user().tenant(),
            contact.user().userId(),
            contact.kind().name(),
            contact.version(),
            follower,
            Times.utc(contact.changedAt())
        }));
    }

    @Override
    public void announce(Announcement announcement) {
        if (announcement.content() instanceof ContactBook) {
            books.put(announcement.key(), announcement);
        } else {
            events.add(announcement);
        }
    }

    /** Writes everything. */
    void flush() {
        batches.batchUpdate(
                UserTable.INSERT,
                created.stream().map(user -> UserTable.row(account(user))).toList());
        changed.stream()
                .filter(user -> !created.contains(user))
                .map(this::account)
                .forEach(single::change);
        var table = new ContactTable(database);
        contacts.stream().filter(contact -> contact.version() > 1).forEach(table::retire);
        batches.batchUpdate(
                ContactTable.INSERT, contacts.stream().map(ContactTable::row).toList());
        batches.batchUpdate(ContactTable.EXPECT, expected);
        batches.batchUpdate(FollowingTable.ADD, brought);
        var all = new ArrayList<>(events);
        all.addAll(books.values());
        batches.batchUpdate(
                JdbcOutbox.INSERT,
                all.stream()
                        .map(announcement -> JdbcOutbox.row(announcement, traceparent))
                        .toList());
    }

    private Account account(UserKey user) {
        var account = users.get(user);
        if (account == null) {
            throw new IllegalStateException("a user that was changed is known");
        }
        return account;
    }

    @Override
    public Optional<ContactVersion> version(UserKey user, ContactKind kind, long version) {
        return single.version(user, kind, version);
    }

    @Override
    public void erase(UserKey user) {
        single.erase(user);
    }

    @Override
    public void endWhatWaits(UserKey user) {
        single.endWhatWaits(user);
    }

    @Override
    public void add(ContactChange change) {
        single.add(change);
    }

    @Override
    public boolean isChangePending(UserKey user, ContactKind kind, Instant now) {
        return single.isChangePending(user, kind, now);
    }

    @Override
    public Optional<ContactChange> change(String tenant, String changeId) {
        return single.change(tenant, changeId);
    }

    @Override
    public void proved(ContactChange change, byte[] proof) {
        single.proved(change, proof);
    }

    @Override
    public void settle(ContactChange change, ContactChange.State state) {
        single.settle(change, state);
    }

    @Override
    public Settings settings(String tenant) {
        return single.settings(tenant);
    }

    @Override
    public Settings lockSettings(String tenant, Instant now) {
        return single.lockSettings(tenant, now);
    }

    @Override
    public void change(Settings settings) {
        single.change(settings);
    }

    @Override
    public void bringAgain(ContactVersion contact, Set<String> outside, Instant now) {
        single.bringAgain(contact, outside, now);
    }

    @Override
    public void forget(UserKey user, Set<ContactKind> kinds, Set<String> outside, Instant now) {
        single.forget(user, kinds, outside, now);
    }

    @Override
    public void audit(AuditEntry entry) {
        single.audit(entry);
    }

    @Override
    public void promise(Errand errand) {
        single.promise(errand);
    }

    @Override
    public void addLink(String digest, Invited invited, Instant expiresAt) {
        single.addLink(digest, invited, expiresAt);
    }

    @Override
    public Optional<Invited> useLink(String tenant, String digest, Instant now) {
        return single.useLink(tenant, digest, now);
    }

    @Override
    public Optional<Invited> useLink(String digest, Instant now) {
        return single.useLink(digest, now);
    }

    @Override
    public void addVisit(String digest, Visit visit) {
        single.addVisit(digest, visit);
    }

    @Override
    public void endVisit(String digest) {
        single.endVisit(digest);
    }

    @Override
    public long nextApp(UserKey user) {
        return single.nextApp(user);
    }

    @Override
    public void add(AppSetup setup) {
        single.add(setup);
    }

    @Override
    public Optional<AppSetup> setup(UserKey user) {
        return single.setup(user);
    }

    @Override
    public void failed(AppSetup setup) {
        single.failed(setup);
    }

    @Override
    public void confirm(AppSetup setup, Authenticator app) {
        single.confirm(setup, app);
    }

    @Override
    public void replaceRecoveryCodes(UserKey user, List<byte[]> hashes, Instant now) {
        single.replaceRecoveryCodes(user, hashes, now);
    }

    @Override
    public List<Recovering.Unused> unusedRecoveryCodes(UserKey user) {
        return single.unusedRecoveryCodes(user);
    }

    @Override
    public void useRecoveryCode(UserKey user, int number, Instant now) {
        single.useRecoveryCode(user, number, now);
    }

    @Override
    public Optional<Recovering.Failures> recoveryFailures(UserKey user) {
        return single.recoveryFailures(user);
    }

    @Override
    public void recoveryFailures(UserKey user, Recovering.@Nullable Failures failures) {
        single.recoveryFailures(user, failures);
    }
}
