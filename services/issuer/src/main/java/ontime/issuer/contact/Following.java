package ontime.issuer.contact;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import ontime.events.AccountSettings;
import ontime.events.Authenticator;
import ontime.events.Contact;
import ontime.events.ContactApplied;
import ontime.events.ContactBook;
import ontime.events.ContactChanged;
import ontime.events.ContactKind;
import ontime.events.FollowerState;
import ontime.sealing.Holder;
import ontime.sealing.UnreadableSealException;
import org.jspecify.annotations.Nullable;

/**
 * Follows the directory: what it says of a user is in force here from then on, and the directory is told so. States may
 * come twice and in any order; the newer one counts.
 */
public final class Following {

    /** What the issuer is called among the followers. */
    private static final String FOLLOWER = "issuer";

    private final SealOpener seals;
    private final Safe safe;
    private final ContactStore store;
    private final InstantSource clock;
    private final Supplier<String> ids;

    /** @param ids of events; UUIDs */
    public Following(SealOpener seals, Safe safe, ContactStore store, InstantSource clock, Supplier<String> ids) {
        this.seals = seals;
        this.safe = safe;
        this.store = store;
        this.clock = clock;
        this.ids = ids;
    }

    /** A contact as it is to be kept, and why it cannot be used; null when it can. */
    private record Taken(StoredContact contact, @Nullable String flaw) {}

    /**
     * Takes up the present state of a user.
     *
     * @return what of it could not be taken up, in words; the rest is in force
     */
    public List<String> follow(ContactBook book) {
        Instant now = now();
        var flaws = new ArrayList<String>();
        List<Taken> contacts =
                book.getContacts().stream().map(contact -> taken(book, contact)).toList();
        contacts.stream().map(Taken::flaw).forEach(flaw -> {
            if (flaw != null) {
                flaws.add(flaw);
            }
        });
        StoredAuthenticator authenticator = authenticator(book, flaws);
        return store.inOneUnit(unit -> {
            Optional<StoredBook> last = unit.lock(book.getTenant(), book.getUserId());
            if (last.isPresent() && !last.get().isOlderThan(book.getRevision(), book.getChangedAt())) {
                return List.<String>of();
            }
            unit.keep(new StoredBook(
                    book.getTenant(),
                    book.getUserId(),
                    book.getRevision(),
                    book.getChangedAt(),
                    new HashSet<>(book.getMethods()),
                    contacts.stream().map(Taken::contact).toList(),
                    authenticator,
                    book.getReregistrationRequired(),
                    false));
            contacts.stream()
                    .filter(taken -> isNews(taken.contact, last))
                    .forEach(taken -> unit.publish(applied(book, taken, now)));
            return flaws;
        });
    }

    /** One that could not be used is told of again: perhaps it can be now. */
    private static boolean isNews(StoredContact contact, Optional<StoredBook> last) {
        return last.flatMap(book -> book.contact(contact.kind()))
                .filter(known -> known.version() == contact.version() && known.closed() != null)
                .isEmpty();
    }

    private Taken taken(ContactBook book, Contact contact) {
        var holder =
                new Holder(book.getTenant(), book.getUserId(), contact.getKind().name(), contact.getVersion());
        try {
            String destination = seals.open(bytes(contact.getSealed()), holder);
            return Shape.fits(contact.getKind(), destination)
                    ? new Taken(stored(contact, safe.close(destination, holder)), null)
                    : new Taken(stored(contact, null), "what was sealed is no destination of its kind");
        } catch (UnreadableSealException e) {
            return new Taken(stored(contact, null), e.getMessage());
        }
    }

    private static StoredContact stored(Contact contact, byte @Nullable [] closed) {
        return new StoredContact(contact.getKind(), contact.getVersion(), closed, contact.getValidUntil());
    }

    private @Nullable StoredAuthenticator authenticator(ContactBook book, List<String> flaws) {
        Authenticator app = book.getAuthenticator();
        if (app == null) {
            return null;
        }
        var holder = new Holder(book.getTenant(), book.getUserId(), AddressBook.TOTP, app.getVersion());
        try {
            String secret = seals.open(bytes(app.getSealed()), holder);
            return new StoredAuthenticator(app.getVersion(), safe.close(secret, holder), app.getConfirmedStep());
        } catch (UnreadableSealException e) {
            flaws.add("the key of the authenticator app: " + e.getMessage());
            return null;
        }
    }

    private ContactApplied applied(ContactBook book, Taken taken, Instant now) {
        return applied(book.getTenant(), book.getUserId(), taken.contact.kind(), taken.contact.version(), now)
                .setState(taken.flaw == null ? FollowerState.APPLIED : FollowerState.FAILED)
                .setDetail(taken.flaw)
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
            unit.end(removal.getTenant(), removal.getUserId(), removal.getKind(), removal.getVersion());
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

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
