package ontime.directory.user;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import ontime.events.MethodKind;
import ontime.events.MethodsReset;
import ontime.events.SessionsRevoked;
import org.jspecify.annotations.Nullable;

/** Takes methods away, ends sessions, and says what is wanted of all users of a tenant. */
public final class Administering {

    /** Recovery codes are no method to live on: without another they go as well. */
    private static final Set<MethodKind> ALL =
            EnumSet.of(MethodKind.SMS, MethodKind.EMAIL, MethodKind.TOTP, MethodKind.RECOVERY_CODE);

    private final Store store;
    private final Tenants tenants;
    private final Revoking revoking;
    private final Telling telling;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public Administering(
            Store store,
            Tenants tenants,
            Revoking revoking,
            Telling telling,
            InstantSource clock,
            Supplier<String> ids) {
        this.store = store;
        this.tenants = tenants;
        this.revoking = revoking;
        this.telling = telling;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Takes one method away. A contact stays known: only codes are not sent to it. When an administrator does so, what
     * was begun ends: it may have been begun by the stranger because of whom they do.
     */
    public Account remove(UserKey user, MethodKind method, Actor actor) {
        return store.inOneUnit(unit -> {
            var account = ChangingContacts.lock(unit, user);
            Instant now = account.next(now());
            if (!account.methods().contains(method)) {
                throw new RefusedException(RefusedException.Why.UNKNOWN_METHOD);
            }
            LastMethod.keep(unit, account, method, actor);
            telling.all(unit, account, actor, now);
            if (actor.isAdministrator()) {
                unit.endWhatWaits(user);
            }
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.METHOD_REMOVED, method.name()));
            return without(unit, account, EnumSet.of(method), account.reregistration(), now);
        });
    }

    /**
     * Takes all methods away; the user has to set one up at the next login. Sessions end with it, and what was begun:
     * whoever has had the user's session could otherwise finish it afterwards, or begin anew.
     */
    public Account reset(UserKey user, Actor actor) {
        return store.inOneUnit(unit -> {
            var account = ChangingContacts.lock(unit, user);
            Instant now = account.next(now());
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.METHODS_RESET, null));
            unit.endWhatWaits(user);
            revoking.revoke(unit, user, actor, now);
            return without(unit, account, ALL, true, now);
        });
    }

    private Account without(
            Store.Unit unit, Account account, Set<MethodKind> unwanted, boolean mustRegister, Instant now) {
        var removed = EnumSet.copyOf(unwanted);
        removed.retainAll(account.methods());
        var changed = account.without(removed, mustRegister, now);
        unit.change(changed);
        var tenant = tenants.of(account.key().tenant());
        account.contacts().values().stream()
                .filter(contact -> removed.contains(Account.methodOf(contact.kind())))
                .forEach(contact -> unit.bringAgain(contact, tenant.outside(contact.kind()), now));
        unit.announce(Announcement.of(MethodsReset.newBuilder()
                .setEventId(ids.get())
                .setTenant(account.key().tenant())
                .setUserId(account.key().userId())
                .setRemoved(removed.stream().toList())
                .setReregistrationRequired(mustRegister)
                .setResetAt(now)
                .build()));
        unit.announce(Announcement.of(Books.of(changed, ids.get())));
        return changed;
    }

    /**
     * Every session of the user that began until now is to end, those here as well, with what was begun in them; gives
     * the event that says so.
     */
    public SessionsRevoked revokeSessions(UserKey user, Actor actor) {
        return store.inOneUnit(unit -> {
            Instant now = ChangingContacts.lock(unit, user).next(now());
            unit.endWhatWaits(user);
            var event = revoking.revoke(unit, user, actor, now);
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.SESSIONS_REVOKED, null));
            return event;
        });
    }

    /** Somebody has taken a copy of all users. */
    public void exported(String tenant, Actor actor) {
        Instant now = now();
        store.inOneUnit(unit -> {
            unit.audit(new AuditEntry(tenant, now, actor, AuditEntry.Action.EXPORTED, null, null));
            return now;
        });
    }

    /** Says what is wanted of all users. */
    public Settings change(
            String tenant, boolean twoStepRequired, @Nullable String enrolmentUrl, Base base, Actor actor) {
        Instant now = now();
        return store.inOneUnit(unit -> {
            var old = unit.lockSettings(tenant, now);
            base.require(old.revision());
            var changed = new Settings(tenant, old.revision() + 1, twoStepRequired, enrolmentUrl, now);
            unit.change(changed);
            unit.announce(Announcement.of(changed.event(ids.get())));
            unit.audit(new AuditEntry(
                    tenant,
                    now,
                    actor,
                    AuditEntry.Action.SETTINGS_CHANGED,
                    null,
                    "twoStepRequired " + twoStepRequired));
            return changed;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
