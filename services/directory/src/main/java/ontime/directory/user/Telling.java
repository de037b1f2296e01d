package ontime.directory.user;

import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import ontime.events.ContactKind;

/**
 * Promises a word to where codes go, or went: who takes an account over by a change must not be the only one who knows.
 */
public final class Telling {

    private final Tenants tenants;
    private final Protection protection;
    private final Supplier<String> ids;

    public Telling(Tenants tenants, Protection protection, Supplier<String> ids) {
        this.tenants = tenants;
        this.protection = protection;
        this.ids = ids;
    }

    /** A destination that a contact has left, or leaves. */
    void left(Store.Unit unit, ContactVersion old, Instant now) {
        tell(unit, old, Errand.Kind.CONTACT_CHANGED, now);
    }

    /**
     * Everybody to whom codes went before a user added a way to log in, or took one away. What an administrator does
     * has a reason, and is told by whoever asked for it.
     */
    void all(Store.Unit unit, Account before, Actor actor, Instant now) {
        but(_ -> false, unit, before, actor, now);
    }

    /** The same without the contact that has changed itself. */
    void others(Store.Unit unit, Account before, ContactKind changed, Actor actor, Instant now) {
        but(contact -> contact.kind() == changed, unit, before, actor, now);
    }

    private void but(Predicate<ContactVersion> untold, Store.Unit unit, Account before, Actor actor, Instant now) {
        if (actor.isUser()) {
            before.contacts().values().stream()
                    .filter(contact -> contact.isInUse(now) && before.hasMethodOf(contact.kind()))
                    .filter(untold.negate())
                    .forEach(contact -> tell(unit, contact, Errand.Kind.METHODS_CHANGED, now));
        }
    }

    private void tell(Store.Unit unit, ContactVersion contact, Errand.Kind kind, Instant now) {
        if (tenants.of(contact.user().tenant()).tellsOldDestinations()) {
            String id = ids.get();
            byte[] content = protection.close(contact.whole(protection), Errand.holder(contact.user(), id));
            unit.promise(new Errand(id, contact.user(), kind, content, 0, now, now));
        }
    }
}
