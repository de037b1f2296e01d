package ontime.directory.user;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.directory.destination.Destination;
import ontime.events.ContactChanged;
import ontime.events.ContactKind;
import ontime.sealing.Holder;
import org.jspecify.annotations.Nullable;

/**
 * Writes the next version of a contact, with all that follows from it: the events, what each follower now owes, and the
 * word to the old destination.
 */
public final class ContactWriter {

    private final Tenants tenants;
    private final Protection protection;
    private final Telling telling;
    private final Supplier<String> ids;

    public ContactWriter(Tenants tenants, Protection protection, Telling telling, Supplier<String> ids) {
        this.tenants = tenants;
        this.protection = protection;
        this.telling = telling;
        this.ids = ids;
    }

    /**
     * A new destination of a contact.
     *
     * @param verified whether a code that was sent to it has been entered
     * @param validUntil when it ends; null when it lasts
     */
    public record Replacement(
            String whole,
            ContactVersion.Shown shown,
            boolean verified,
            @Nullable Instant validUntil) {

        @Override
        public String toString() {
            return "Replacement[" + shown.masked() + "]";
        }
    }

    Replacement replacement(Destination to, boolean verified, @Nullable Instant validUntil) {
        var shown = new ContactVersion.Shown(to.masked(), protection.fingerprint(to), to.country());
        return new Replacement(to.whole(), shown, verified, validUntil);
    }

    /** Puts a destination in force here, and its method with it; gives the user as they are then. */
    Account replace(
            Store.Unit unit,
            Account account,
            ContactKind kind,
            Replacement to,
            Actor actor,
            Instant askedAt,
            Instant now) {
        return replace(unit, account, kind, to, true, actor, askedAt, now);
    }

    private Account replace(
            Store.Unit unit,
            Account account,
            ContactKind kind,
            Replacement to,
            boolean enables,
            Actor actor,
            Instant askedAt,
            Instant now) {
        var old = account.contact(kind);
        long version = account.version(kind) + 1;
        // Of what was taken away nothing comes back: the end of a loan would bring it a method that the loan had given.
        Long lasting = to.validUntil() == null || !account.hasMethodOf(kind)
                ? null
                : old.map(ContactVersion::lastingVersion).orElse(null);
        var holder = new Holder(account.key().tenant(), account.key().userId(), kind.name(), version);
        var secrets = new ContactVersion.Secrets(
                protection.close(to.whole(), holder), protection.seal(to.whole(), holder), protection.sealedFor());
        return write(
                unit,
                account,
                new ContactVersion(
                        account.key(),
                        kind,
                        version,
                        to.shown(),
                        secrets,
                        to.verified(),
                        to.validUntil(),
                        lasting,
                        actor,
                        askedAt,
                        now),
                enables);
    }

    /**
     * Puts a destination in force that somebody vouches for by the thousand, unless it is already. Written down is only
     * what changes. A table knows nothing of a method that was taken away from somebody: it gives one with a first
     * contact only, and none to who has to set one up themselves.
     */
    public Account vouch(Store.Unit unit, Account account, Destination to, Actor actor, Instant now) {
        var replacement = replacement(to, false, null);
        boolean same = account.contact(to.kind())
                .filter(contact -> !contact.isTemporary())
                .map(ContactVersion::shown)
                .filter(shown -> shown.fingerprint().equals(replacement.shown().fingerprint()))
                .isPresent();
        boolean first = account.contact(to.kind()).map(ContactVersion::shown).isEmpty();
        return same
                ? account
                : replace(unit, account, to.kind(), replacement, first && !account.reregistration(), actor, now, now);
    }

    /** Takes a contact away. */
    Account remove(Store.Unit unit, Account account, ContactKind kind, Actor actor, Instant now) {
        return write(
                unit,
                account,
                new ContactVersion(
                        account.key(), kind, account.version(kind) + 1, null, null, false, null, null, actor, now, now),
                false);
    }

    /**
     * Puts the contact that lasts in force again, when a temporary one has ended; none when there was none. That nobody
     * asks for: methods stay as they are.
     */
    Account fallBack(Store.Unit unit, Account account, ContactVersion temporary, Actor actor, Instant now) {
        var lasting = Optional.ofNullable(temporary.lasting())
                .flatMap(version -> unit.version(account.key(), temporary.kind(), version));
        if (lasting.isEmpty() || lasting.get().shown() == null || lasting.get().secrets() == null) {
            return remove(unit, account, temporary.kind(), actor, now);
        }
        var to = new Replacement(
                lasting.get().whole(protection),
                lasting.get().shown(),
                lasting.get().verified(),
                null);
        return replace(unit, account, temporary.kind(), to, false, actor, now, now);
    }

    private Account write(Store.Unit unit, Account account, ContactVersion contact, boolean enables) {
        // Before its secrets are wiped with the next version.
        var left = account.contact(contact.kind()).filter(old -> old.shown() != null);
        left.filter(old -> isTold(contact, old)).ifPresent(old -> telling.left(unit, old, contact.changedAt()));
        telling.others(unit, account, contact.kind(), contact.actor(), contact.changedAt());
        Account changed = account.with(contact, enables);
        unit.add(contact);
        var tenant = tenants.of(account.key().tenant());
        unit.expect(contact, tenant.everyFollower(contact.kind()), tenant.outside(contact.kind()));
        unit.change(changed);
        unit.announce(Announcement.of(event(ids.get(), contact, left.orElse(null))));
        unit.announce(Announcement.of(Books.of(changed, ids.get())));
        return changed;
    }

    /** The end of a temporary contact was known to whoever had it; a destination that stays learns nothing new. */
    private static boolean isTold(ContactVersion contact, ContactVersion old) {
        return !(old.validUntil() != null && !old.isInUse(contact.changedAt()))
                && (contact.shown() == null
                        || old.shown() == null
                        || !contact.shown().fingerprint().equals(old.shown().fingerprint()));
    }

    /** @param left the version before it; null when that was none, or a removal */
    static ContactChanged event(String eventId, ContactVersion contact, @Nullable ContactVersion left) {
        var shown = contact.shown();
        var previous = left == null ? null : left.shown();
        return ContactChanged.newBuilder()
                .setEventId(eventId)
                .setTenant(contact.user().tenant())
                .setUserId(contact.user().userId())
                .setKind(contact.kind())
                .setVersion(contact.version())
                .setMaskedDestination(shown == null ? null : shown.masked())
                .setDestinationFingerprint(shown == null ? null : shown.fingerprint())
                .setMaskedPrevious(previous == null ? null : previous.masked())
                .setPreviousFingerprint(previous == null ? null : previous.fingerprint())
                .setVerified(contact.verified())
                .setValidUntil(contact.validUntil())
                .setChangedBy(contact.actor().by())
                .setAskedAt(contact.askedAt())
                .setChangedAt(contact.changedAt())
                .build();
    }
}
