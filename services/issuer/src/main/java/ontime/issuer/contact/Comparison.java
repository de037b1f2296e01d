package ontime.issuer.contact;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import ontime.events.ContactKind;
import ontime.sealing.Holder;
import org.jspecify.annotations.Nullable;

/** Finds what is kept of a user other than the directory has it: somebody else has changed it. Changes nothing. */
final class Comparison {

    private final Safe safe;

    Comparison(Safe safe) {
        this.safe = safe;
    }

    /**
     * Something that is other than it should be.
     *
     * @param kind OTHER for what is no contact of the user's
     * @param version of the contact; of OTHER the revision
     * @param detail in words, without a destination
     */
    record Difference(ContactKind kind, long version, String detail) {}

    /** @param wanted with what is held of whatever could not be opened: {@link Opening#carry} */
    List<Difference> differences(OpenedBook wanted, StoredBook held) {
        var found = new ArrayList<Difference>();
        for (var entry : wanted.contacts()) {
            if (!isHeld(entry, held)) {
                var contact = entry.contact();
                found.add(new Difference(contact.kind(), contact.version(), "somebody else has changed it there"));
            }
        }
        var rest = rest(wanted, held);
        if (!rest.isEmpty()) {
            String detail = "somebody else has changed there: " + String.join(", ", rest);
            found.add(new Difference(ContactKind.OTHER, wanted.stored().revision(), detail));
        }
        return found;
    }

    /** Of what could not be opened, nobody knows here what it should be: its version and its end have to do. */
    private boolean isHeld(OpenedBook.Entry entry, StoredBook held) {
        StoredContact wanted = entry.contact();
        return held.contact(wanted.kind())
                .filter(contact -> contact.version() == wanted.version())
                .filter(contact -> Objects.equals(contact.validUntil(), wanted.validUntil()))
                .filter(contact -> entry.flaw() != null
                        || Objects.equals(
                                open(contact.closed(), held, contact.kind().name(), contact.version()),
                                entry.destination()))
                .isPresent();
    }

    /** What has no version that the directory shows. */
    private List<String> rest(OpenedBook wanted, StoredBook held) {
        StoredBook should = wanted.stored();
        var found = new ArrayList<String>();
        if (held.contacts().stream()
                .anyMatch(contact -> should.contact(contact.kind()).isEmpty())) {
            found.add("a contact that is no longer the user's");
        }
        if (!held.methods().equals(should.methods()) || held.reregistration() != should.reregistration()) {
            found.add("the methods");
        }
        if (!isHeld(wanted, held)) {
            found.add("the authenticator app");
        }
        return found;
    }

    /** Steps that are spent here, the directory does not know of. */
    private boolean isHeld(OpenedBook wanted, StoredBook held) {
        StoredAuthenticator should = wanted.stored().authenticator();
        StoredAuthenticator app = held.authenticator();
        if (app == null || should == null) {
            return app == null && should == null;
        }
        return app.version() == should.version()
                && app.lastStep() >= should.lastStep()
                && (wanted.appFlaw() != null
                        || Objects.equals(open(app.closed(), held, AddressBook.TOTP, app.version()), wanted.secret()));
    }

    /** Null also for what nobody can open: it was written by somebody else. */
    private @Nullable String open(byte @Nullable [] closed, StoredBook held, String kind, long version) {
        if (closed == null) {
            return null;
        }
        try {
            return safe.open(closed, new Holder(held.tenant(), held.userId(), kind, version));
        } catch (IllegalStateException _) {
            return "";
        }
    }
}
