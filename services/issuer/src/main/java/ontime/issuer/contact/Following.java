package ontime.issuer.contact;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.events.AccountSettings;
import ontime.events.ContactApplied;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.ContactKind;
import ontime.events.FollowerState;

/**
 * Follows the directory: what it says of a user is in force here from then on, and the directory is told so. States may
 * come twice and in any order; the newer one counts. One that is told once more to be compared brings back what
 * somebody else has changed here.
 */
public final class Following {

    /** What the issuer is called among the followers. */
    private static final String FOLLOWER = "issuer";

    private final Opening opening;
    private final Comparison comparison;
    private final ContactStore store;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids of events; UUIDs */
    public Following(SealOpener seals, Safe safe, ContactStore store, InstantSource clock, Supplier<String> ids) {
        this.opening = new Opening(seals, safe);
        this.comparison = new Comparison(safe);
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Takes up the present state of a user.
     *
     * @return what of it could not be taken up, in words; the rest is in force
     */
    public List<String> follow(ContactBook book) {
        Instant now = now();
        OpenedBook opened = opening.open(book);
        return store.inOneUnit(unit -> {
            Optional<StoredBook> last = unit.lock(book.getTenant(), book.getUserId());
            if (last.isEmpty() || last.get().isOlderThan(book.getRevision(), book.getChangedAt())) {
                unit.keep(opened.stored());
                opened.contacts().stream()
                        .filter(entry -> isNews(entry.contact(), last))
                        .forEach(entry -> unit.publish(applied(book, entry, now)));
                return opened.flaws();
            }
            Instant comparedAt = book.getComparedAt();
            return comparedAt != null && last.get().isComparable(book.getRevision(), comparedAt)
                    ? compare(unit, book, opened, last.get(), now)
                    : List.of();
        });
    }

    /** One that could not be used is told of again: perhaps it can be now. */
    private static boolean isNews(StoredContact contact, Optional<StoredBook> last) {
        return last.flatMap(book -> book.contact(contact.kind()))
                .filter(known -> known.version() == contact.version() && known.closed() != null)
                .isEmpty();
    }

    /**
     * What is as it should be is not written, and told only when the directory has missed an answer. What cannot be
     * opened just now is left as it is held: otherwise a wrong key would take away the contacts of all users.
     */
    private List<String> compare(
            ContactStore.Unit unit, ContactBook book, OpenedBook opened, StoredBook held, Instant now) {
        var wanted = Opening.carry(book, opened, held);
        var differences = comparison.differences(wanted, held);
        differences.forEach(difference ->
                unit.publish(drifted(book, difference.kind(), difference.version(), difference.detail(), now)));
        if (!differences.isEmpty()) {
            unit.keep(wanted.stored());
        }
        // Of two words of the same instant the directory would take the first.
        Instant after = now.plusMillis(1);
        wanted.contacts().stream()
                .filter(entry -> book.getAnswerWanted() || isAmong(differences, entry.contact()))
                .forEach(entry -> unit.publish(applied(book, entry, after)));
        return differences.isEmpty() ? wanted.flawsOfWhatIsHeld() : wanted.flaws();
    }

    private static boolean isAmong(List<Comparison.Difference> differences, StoredContact contact) {
        return differences.stream().anyMatch(difference -> difference.kind() == contact.kind());
    }

    private ContactApplied drifted(ContactBook book, ContactKind kind, long version, String detail, Instant now) {
        return applied(book.getTenant(), book.getUserId(), kind, version, now)
                .setState(FollowerState.DRIFTED)
                .setDetail(detail)
                .build();
    }

    private ContactApplied applied(ContactBook book, OpenedBook.Entry entry, Instant now) {
        var contact = entry.contact();
        boolean inForce = contact.closed() != null;
        return applied(book.getTenant(), book.getUserId(), contact.kind(), contact.version(), now)
                .setState(inForce ? FollowerState.APPLIED : FollowerState.FAILED)
                .setDetail(inForce ? null : entry.flaw())
                .build();
    }

    private ContactApplied.Builder applied(String tenant, String userId, ContactKind kind, long version, Instant now) {
        return ContactApplied.newBuilder()
                .setEventId(ids.get())
                .setTenant(tenant)
                .setUserId(userId)
                .setFollower(FOLLOWER)
                .setKind(kind)
                .setVersion(version)
                .setAppliedAt(now);
    }

    /**
     * Takes up the end of a contact: the state of a user without it does not name the version that its removal made,
     * and this event does.
     */
    public void end(ContactChanged removal) {
        Instant now = now();
        store.inOneUnit(unit -> {
            Optional<StoredBook> last = unit.lock(removal.getTenant(), removal.getUserId());
            if (last.filter(book -> isOfAnother(removal, book)).isPresent()) {
                return removal;
            }
            unit.end(
                    removal.getTenant(),
                    removal.getUserId(),
                    removal.getKind(),
                    removal.getVersion(),
                    removal.getChangedAt());
            var event = applied(removal.getTenant(), removal.getUserId(), removal.getKind(), removal.getVersion(), now)
                    .setState(FollowerState.APPLIED)
                    .build();
            unit.publish(event);
            return removal;
        });
    }

    /**
     * Whether a removal was that of an earlier user of the name, who has been erased since: a later state has a contact
     * of the kind, and of a lower version.
     */
    private static boolean isOfAnother(ContactChanged removal, StoredBook book) {
        return removal.getChangedAt().isBefore(book.changedAt())
                && book.contact(removal.getKind())
                        .filter(contact -> contact.version() < removal.getVersion())
                        .isPresent();
    }

    /** Takes up what a tenant wants of all its users. */
    public void follow(AccountSettings settings) {
        store.inOneUnit(unit -> {
            unit.keep(settings);
            return settings;
        });
    }

    /** Milliseconds are what events carry. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
