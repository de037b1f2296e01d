package ontime.directory.user;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import ontime.directory.destination.Destination;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/** Changes contacts: at once when an administrator vouches for the new one, else when its owner has proved it. */
public final class ChangingContacts {

    /** What is temporary for longer is meant to last. */
    private static final Duration LONGEST = Duration.ofDays(366);

    private final Store store;
    private final ContactWriter writer;
    private final Proofs proofs;
    private final EnteredCodes codes;
    private final Protection protection;
    private final Duration proofWithin;
    private final InstantSource clock;
    private final Supplier<String> ids;

    public ChangingContacts(
            Store store,
            ContactWriter writer,
            Proofs proofs,
            Protection protection,
            Duration proofWithin,
            InstantSource clock,
            Supplier<String> ids) {
        this.store = store;
        this.writer = writer;
        this.proofs = proofs;
        this.codes = new EnteredCodes(store, proofs, protection, clock);
        this.protection = protection;
        this.proofWithin = proofWithin;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A wish to change a contact.
     *
     * @param base what it is changed from
     * @param until when it ends; null when it lasts
     */
    public record Wish(
            UserKey user, Destination to, @Nullable Instant until, Base base, Actor actor) {}

    /**
     * Whether all is as somebody wishes, so that there is nothing to do: it proves nothing, and ends nothing. It is not
     * while a change of the kind waits for its proof: whoever wants what is there now does not want that change.
     *
     * @param proves whether a code would be sent
     */
    public boolean isSo(Wish wish, boolean proves) {
        var wanted = writer.replacement(wish.to(), proves, wish.until());
        return store.inOneUnit(unit -> {
            var account = lock(unit, wish.user());
            var kind = wish.to().kind();
            wish.base().require(account.version(kind));
            return wish.until() == null
                    && account.hasMethodOf(kind)
                    && !unit.isChangePending(wish.user(), kind, now())
                    && account.contact(kind)
                            .filter(contact -> !contact.isTemporary())
                            .filter(contact -> contact.verified() || !proves)
                            .map(ContactVersion::shown)
                            .filter(shown ->
                                    shown.fingerprint().equals(wanted.shown().fingerprint()))
                            .isPresent();
        });
    }

    /** Puts a destination in force that an administrator vouches for. */
    public Account vouch(Wish wish) {
        return store.inOneUnit(unit -> {
            var account = lock(unit, wish.user());
            Instant now = account.next(now());
            refuseWhatIsOver(wish.until(), now);
            var kind = wish.to().kind();
            wish.base().require(account.version(kind));
            var changed = writer.replace(
                    unit, account, kind, writer.replacement(wish.to(), false, wish.until()), wish.actor(), now, now);
            unit.audit(AuditEntry.of(
                    wish.user(),
                    now,
                    wish.actor(),
                    AuditEntry.Action.CONTACT_CHANGED,
                    kind + " " + changed.version(kind) + ", vouched for"));
            return changed;
        });
    }

    /** Sends a code to the new destination; nothing changes until it is entered. */
    public ContactChange ask(Wish wish) {
        Instant now = now();
        refuseWhatIsOver(wish.until(), now);
        var kind = wish.to().kind();
        // A code is sent to nobody when the change could not take effect anyway.
        var account = store.inOneUnit(unit -> {
            var known = lock(unit, wish.user());
            wish.base().require(known.version(kind));
            return known;
        });
        String id = ids.get();
        var sent = proofs.send(wish.user(), wish.to(), "contact-change-" + id, account.locale());
        var replacement = writer.replacement(wish.to(), true, wish.until());
        var change = new ContactChange(
                id,
                wish.user(),
                kind,
                account.version(kind),
                ContactChange.State.PENDING,
                protection.close(wish.to().whole(), ContactChange.holder(wish.user(), id)),
                null,
                replacement.shown(),
                wish.until(),
                wish.actor(),
                sent.challengeId(),
                sent.reference(),
                now,
                earlier(sent.expiresAt(), now.plus(proofWithin)));
        return store.inOneUnit(unit -> {
            requireSame(account, lock(unit, wish.user()), kind);
            unit.add(change);
            unit.audit(AuditEntry.of(
                    wish.user(),
                    now,
                    wish.actor(),
                    AuditEntry.Action.CONTACT_ASKED,
                    kind + " after " + change.basedOn()));
            return change;
        });
    }

    /** What has ended, while the code was sent, all that waited must not be followed by this change. */
    private static void requireSame(Account before, Account now, ContactKind kind) {
        Base.of(before.version(kind)).require(now.version(kind));
        if (!now.createdAt().equals(before.createdAt())
                || !now.methods().equals(before.methods())
                || now.reregistration() != before.reregistration()) {
            throw new RefusedException(RefusedException.Why.OUTDATED, Long.toString(now.version(kind)));
        }
    }

    /**
     * Puts a destination in force that a code has proved. Of those who enter the code at once, one succeeds.
     *
     * @param actor who enters it, maybe for whoever asked for the change
     */
    public Account prove(String tenant, String changeId, String code, Actor actor) {
        var asked = store.inOneUnit(unit -> pending(unit, tenant, changeId));
        refuseWhatIsOver(asked.validUntil(), now());
        codes.check(asked, code, actor);
        return store.inOneUnit(unit -> {
            var account = lock(unit, asked.user());
            Instant now = account.next(now());
            var change = pending(unit, tenant, changeId);
            refuseWhatIsOver(change.validUntil(), now);
            Base.of(change.basedOn()).require(account.version(change.kind()));
            var closed = change.closed();
            if (closed == null) {
                throw new IllegalStateException("a change that is pending has its destination");
            }
            String whole = protection.open(closed, ContactChange.holder(change.user(), change.id()));
            var to = new ContactWriter.Replacement(whole, change.shown(), true, change.validUntil());
            var changed = writer.replace(unit, account, change.kind(), to, change.actor(), change.askedAt(), now);
            unit.settle(change, ContactChange.State.DONE);
            unit.audit(AuditEntry.of(
                    change.user(),
                    now,
                    actor,
                    AuditEntry.Action.CONTACT_CHANGED,
                    change.kind() + " " + changed.version(change.kind()) + ", proved"));
            return changed;
        });
    }

    /** Takes a contact away. */
    public Account remove(UserKey user, ContactKind kind, Base base, Actor actor) {
        return store.inOneUnit(unit -> {
            var account = lock(unit, user);
            Instant now = account.next(now());
            if (account.contact(kind).map(ContactVersion::shown).isEmpty()) {
                throw new RefusedException(RefusedException.Why.UNKNOWN_CONTACT);
            }
            base.require(account.version(kind));
            LastMethod.keep(unit, account, Account.methodOf(kind), actor);
            var changed = writer.remove(unit, account, kind, actor, now);
            unit.audit(AuditEntry.of(
                    user, now, actor, AuditEntry.Action.CONTACT_REMOVED, kind + " " + changed.version(kind)));
            return changed;
        });
    }

    private ContactChange pending(Store.Unit unit, String tenant, String changeId) {
        var change = unit.change(tenant, changeId)
                .orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_CHANGE));
        if (change.state() != ContactChange.State.PENDING) {
            throw new RefusedException(
                    RefusedException.Why.SETTLED, change.state().name());
        }
        if (!now().isBefore(change.expiresAt())) {
            throw new RefusedException(RefusedException.Why.EXPIRED);
        }
        return change;
    }

    private static void refuseWhatIsOver(@Nullable Instant until, Instant now) {
        if (until != null && !now.isBefore(until)) {
            throw new RefusedException(RefusedException.Why.OVER);
        }
        if (until != null && until.isAfter(now.plus(LONGEST))) {
            throw new RefusedException(RefusedException.Why.TOO_LONG);
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static Account lock(Store.Unit unit, UserKey user) {
        return unit.lock(user).orElseThrow(() -> new RefusedException(RefusedException.Why.UNKNOWN_USER));
    }

    /** As precise as events are. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
