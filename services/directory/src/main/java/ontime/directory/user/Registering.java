package ontime.directory.user;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import ontime.events.UserErased;
import org.jspecify.annotations.Nullable;

/** Adds users, changes what is not a contact of theirs, and erases them. */
public final class Registering {

    private final Store store;
    private final Tenants tenants;
    private final Revoking revoking;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public Registering(Store store, Tenants tenants, Revoking revoking, InstantSource clock, Supplier<String> ids) {
        this.store = store;
        this.tenants = tenants;
        this.revoking = revoking;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Makes the user so, and says whether they are new.
     *
     * @param locale null leaves a known user's language as it is
     */
    public boolean put(UserKey user, @Nullable String locale, Actor actor) {
        return store.inOneUnit(unit -> {
            var fresh = Account.created(user, locale, now());
            if (unit.create(fresh)) {
                announce(unit, fresh);
                unit.audit(AuditEntry.of(user, fresh.createdAt(), actor, AuditEntry.Action.USER_CREATED, null));
                return true;
            }
            var account = ChangingContacts.lock(unit, user);
            Instant now = account.next(now());
            if (locale != null && !locale.equals(account.locale())) {
                changeLocale(unit, account, locale, now);
                unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.USER_CHANGED, "locale"));
            }
            return false;
        });
    }

    /** Adds a user of whom it is known that there is none, within a unit. */
    public Account add(Store.Unit unit, UserKey user, @Nullable String locale, Instant now) {
        var fresh = Account.created(user, locale, now);
        unit.create(fresh);
        announce(unit, fresh);
        return fresh;
    }

    /** Changes the language of a user, within a unit. */
    public Account changeLocale(Store.Unit unit, Account account, @Nullable String locale, Instant now) {
        var changed = account.withLocale(locale, now);
        unit.change(changed);
        announce(unit, changed);
        return changed;
    }

    private void announce(Store.Unit unit, Account account) {
        unit.announce(Announcement.of(Books.of(account, ids.get())));
    }

    /**
     * Deletes all that is known of a user here, ends their sessions, and tells everybody who has to do the same. The
     * call that ends the sessions is the only thing that stays, until it is made.
     */
    public void erase(UserKey user, Actor actor) {
        store.inOneUnit(unit -> {
            var account = ChangingContacts.lock(unit, user);
            Instant now = account.next(now());
            // What never was a contact here is somebody else's there, and stays.
            var kinds = account.contacts().keySet();
            unit.erase(user);
            revoking.revoke(unit, user, actor, now);
            // Who brings it to the stores leaves out what they do not take.
            unit.forget(user, kinds, tenants.of(user.tenant()).outside(), now);
            unit.announce(Announcement.tombstone(user, ids.get(), now));
            unit.announce(Announcement.of(UserErased.newBuilder()
                    .setEventId(ids.get())
                    .setTenant(user.tenant())
                    .setUserId(user.userId())
                    .setErasedAt(now)
                    .build()));
            unit.audit(AuditEntry.of(user, now, actor, AuditEntry.Action.USER_ERASED, null));
            return user;
        });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
