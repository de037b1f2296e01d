package ontime.issuer.contact;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import ontime.events.Authenticator;
import ontime.events.Contact;
import ontime.events.ContactBook;
import ontime.sealing.Holder;
import ontime.sealing.UnreadableSealException;
import org.jspecify.annotations.Nullable;

/** Opens what the directory sealed for the issuer, and closes it as it is to be kept. */
final class Opening {

    private final SealOpener seals;
    private final Safe safe;

    Opening(SealOpener seals, Safe safe) {
        this.seals = seals;
        this.safe = safe;
    }

    OpenedBook open(ContactBook book) {
        List<OpenedBook.Entry> contacts =
                book.getContacts().stream().map(contact -> entry(book, contact)).toList();
        Authenticator app = book.getAuthenticator();
        if (app == null) {
            return new OpenedBook(stored(book, contacts, null), contacts, null, null);
        }
        var holder = new Holder(book.getTenant(), book.getUserId(), AddressBook.TOTP, app.getVersion());
        try {
            String secret = seals.open(bytes(app.getSealed()), holder);
            var kept = new StoredAuthenticator(app.getVersion(), safe.close(secret, holder), app.getConfirmedStep());
            return new OpenedBook(stored(book, contacts, kept), contacts, secret, null);
        } catch (UnreadableSealException e) {
            String flaw = "the key of the authenticator app: " + e.getMessage();
            return new OpenedBook(stored(book, contacts, null), contacts, null, flaw);
        }
    }

    /**
     * The same, with what is held of whatever could not be opened, when its version is the same: a wrong key here says
     * nothing against what was opened with the right one.
     */
    static OpenedBook carry(ContactBook book, OpenedBook opened, StoredBook held) {
        List<OpenedBook.Entry> contacts =
                opened.contacts().stream().map(entry -> carry(entry, held)).toList();
        return new OpenedBook(
                stored(book, contacts, app(book, opened, held)), contacts, opened.secret(), opened.appFlaw());
    }

    private static OpenedBook.Entry carry(OpenedBook.Entry entry, StoredBook held) {
        StoredContact contact = entry.contact();
        return held.contact(contact.kind())
                .filter(known -> entry.flaw() != null && known.version() == contact.version())
                .map(known ->
                        new StoredContact(contact.kind(), contact.version(), known.closed(), contact.validUntil()))
                .map(kept -> new OpenedBook.Entry(kept, null, entry.flaw()))
                .orElse(entry);
    }

    private static @Nullable StoredAuthenticator app(ContactBook book, OpenedBook opened, StoredBook held) {
        Authenticator should = book.getAuthenticator();
        StoredAuthenticator known = held.authenticator();
        return opened.appFlaw() == null || should == null || known == null || known.version() != should.getVersion()
                ? opened.stored().authenticator()
                : new StoredAuthenticator(known.version(), known.closed(), should.getConfirmedStep());
    }

    private static StoredBook stored(
            ContactBook book, List<OpenedBook.Entry> contacts, @Nullable StoredAuthenticator app) {
        return new StoredBook(
                book.getTenant(),
                book.getUserId(),
                book.getRevision(),
                book.getChangedAt(),
                new HashSet<>(book.getMethods()),
                contacts.stream().map(OpenedBook.Entry::contact).toList(),
                app,
                book.getReregistrationRequired(),
                false);
    }

    private OpenedBook.Entry entry(ContactBook book, Contact contact) {
        var holder =
                new Holder(book.getTenant(), book.getUserId(), contact.getKind().name(), contact.getVersion());
        try {
            String destination = seals.open(bytes(contact.getSealed()), holder);
            return Shape.fits(contact.getKind(), destination)
                    ? new OpenedBook.Entry(stored(contact, safe.close(destination, holder)), destination, null)
                    : flawed(contact, "what was sealed is no destination of its kind");
        } catch (UnreadableSealException e) {
            return flawed(contact, e.getMessage());
        }
    }

    private static OpenedBook.Entry flawed(Contact contact, @Nullable String flaw) {
        return new OpenedBook.Entry(stored(contact, null), null, flaw);
    }

    private static StoredContact stored(Contact contact, byte @Nullable [] closed) {
        return new StoredContact(contact.getKind(), contact.getVersion(), closed, contact.getValidUntil());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
