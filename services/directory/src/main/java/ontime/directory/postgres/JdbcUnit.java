package ontime.directory.postgres;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One unit of work within one transaction. */
final class JdbcUnit implements Store.Unit {

    private final UserTable users;
    private final ContactTable contacts;
    private final ChangeTable changes;
    private final SettingsTable settings;
    private final AuditTable audit;
    private final ErrandTable errands;
    private final SecondFactorTable factors;
    private final LinkTable links;
    private final FollowingTable following;
    private final VisitTable visits;
    private final JdbcOutbox outbox;
    private final Supplier<@Nullable String> traceparent;

    /** @param traceparent of what the present thread does: all that follows from it carries it */
    JdbcUnit(JdbcClient database, JdbcOutbox outbox, Supplier<@Nullable String> traceparent) {
        this.users = new UserTable(database);
        this.contacts = new ContactTable(database);
        this.changes = new ChangeTable(database);
        this.settings = new SettingsTable(database);
        this.audit = new AuditTable(database);
        this.errands = new ErrandTable(database);
        this.factors = new SecondFactorTable(database);
        this.links = new LinkTable(database);
        this.following = new FollowingTable(database, traceparent);
        this.visits = new VisitTable(database);
        this.outbox = outbox;
        this.traceparent = traceparent;
    }

    @Override
    public Optional<Account> lock(UserKey user) {
        return users.lock(user)
                .map(account -> Accounts.with(
                        account, contacts.newest(user), factors.inUse(user).orElse(null)));
    }

    @Override
    public boolean create(Account account) {
        return users.create(account);
    }

    @Override
    public void change(Account account) {
        users.change(account);
        if (account.authenticator() == null) {
            factors.removeApp(account.key());
        }
        if (!account.methods().contains(MethodKind.RECOVERY_CODE)) {
            factors.removeRecoveryCodes(account.key());
        }
    }

    @Override
    public void erase(UserKey user) {
        users.delete(user);
    }

    @Override
    public void endWhatWaits(UserKey user) {
        changes.fail(user);
        factors.removeSetup(user);
        links.remove(user);
        visits.removeAll(user);
    }

    @Override
    public void add(ContactVersion contact) {
        contacts.add(contact);
    }

    @Override
    public Optional<ContactVersion> version(UserKey user, ContactKind kind, long version) {
        return contacts.find(user, kind, version);
    }

    @Override
    public void expect(ContactVersion contact, Set<String> followers, Set<String> outside) {
        contacts.expect(contact, followers);
        following.add(contact, outside, contact.changedAt());
    }

    @Override
    public void bringAgain(ContactVersion contact, Set<String> outside, Instant now) {
        contacts.expectAgain(contact, outside, now);
        following.add(contact, outside, now);
    }

    @Override
    public void forget(UserKey user, Set<ContactKind> kinds, Set<String> outside, Instant now) {
        following.forget(user, kinds, outside, now);
    }

    @Override
    public void add(ContactChange change) {
        changes.add(change);
    }

    @Override
    public boolean isChangePending(UserKey user, ContactKind kind, Instant now) {
        return changes.pending(user, now).stream().anyMatch(change -> change.kind() == kind);
    }

    @Override
    public Optional<ContactChange> change(String tenant, String changeId) {
        return changes.find(tenant, changeId);
    }

    @Override
    public void proved(ContactChange change, byte[] proof) {
        changes.proved(change, proof);
    }

    @Override
    public void settle(ContactChange change, ContactChange.State state) {
        changes.settle(change, state);
    }

    @Override
    public Settings settings(String tenant) {
        return settings.find(tenant).orElseGet(() -> Settings.initial(tenant, Instant.EPOCH));
    }

    @Override
    public Settings lockSettings(String tenant, Instant now) {
        return settings.lock(tenant, now);
    }

    @Override
    public void change(Settings wanted) {
        settings.change(wanted);
    }

    @Override
    public void audit(AuditEntry entry) {
        audit.add(entry);
    }

    @Override
    public void announce(Announcement announcement) {
        outbox.add(announcement, traceparent.get());
    }

    @Override
    public void promise(Errand errand) {
        errands.add(errand, traceparent.get());
    }

    @Override
    public void addLink(String digest, Invited invited, Instant expiresAt) {
        // In this order: that the old link goes waits for whoever is just using it, and the visit that they have begun
        // by
        // then is seen by the next statement only.
        links.replace(digest, invited, expiresAt);
        visits.overtake(invited.user());
    }

    @Override
    public Optional<Invited> useLink(String tenant, String digest, Instant now) {
        return links.use(tenant, digest, now);
    }

    @Override
    public Optional<Invited> useLink(String digest, Instant now) {
        return links.use(digest, now);
    }

    @Override
    public void addVisit(String digest, Visit visit) {
        visits.add(digest, visit);
    }

    @Override
    public void endVisit(String digest) {
        visits.remove(digest);
    }

    @Override
    public long nextApp(UserKey user) {
        return factors.nextApp(user);
    }

    @Override
    public void add(AppSetup setup) {
        factors.add(setup);
    }

    @Override
    public Optional<AppSetup> setup(UserKey user) {
        return factors.setup(user);
    }

    @Override
    public void failed(AppSetup setup) {
        factors.failed(setup);
    }

    @Override
    public void confirm(AppSetup setup, Authenticator app) {
        factors.confirm(setup, app);
    }

    @Override
    public void replaceRecoveryCodes(UserKey user, List<byte[]> hashes, Instant now) {
        factors.replaceRecoveryCodes(user, hashes, now);
    }

    @Override
    public List<Recovering.Unused> unusedRecoveryCodes(UserKey user) {
        return factors.unused(user);
    }

    @Override
    public void useRecoveryCode(UserKey user, int number, Instant now) {
        factors.use(user, number, now);
    }

    @Override
    public Optional<Recovering.Failures> recoveryFailures(UserKey user) {
        return factors.failures(user);
    }

    @Override
    public void recoveryFailures(UserKey user, Recovering.@Nullable Failures failures) {
        factors.failures(user, failures);
    }
}
