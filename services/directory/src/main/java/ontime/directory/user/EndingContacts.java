package ontime.directory.user;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;

/** Lets temporary contacts end, and those that last come back. */
public final class EndingContacts {

    private static final int AT_ONCE = 200;
    private static final Actor RULE = Actor.rule("temporary-contact", "the temporary contact has ended");

    private final Store store;
    private final ContactWriter writer;
    private final InstantSource clock;

    public EndingContacts(Store store, ContactWriter writer, InstantSource clock) {
        this.store = store;
        this.writer = writer;
        this.clock = clock;
    }

    /**
     * Ends what is due; gives how many have ended.
     *
     * @param failed is told of each that could not end: it is no other's concern, and is tried again the next time
     */
    public int end(Consumer<RuntimeException> failed) {
        Instant now = clock.instant();
        int ended = 0;
        var page = store.ended(now, null, AT_ONCE);
        while (!page.isEmpty()) {
            for (var due : page) {
                ended += tried(due, failed) ? 1 : 0;
            }
            page = page.size() < AT_ONCE ? List.of() : store.ended(now, page.getLast(), AT_ONCE);
        }
        return ended;
    }

    private boolean tried(Store.Ended due, Consumer<RuntimeException> failed) {
        try {
            end(due);
            return true;
        } catch (RuntimeException e) {
            failed.accept(e);
            return false;
        }
    }

    private void end(Store.Ended ended) {
        store.inOneUnit(unit -> unit.lock(ended.user()).flatMap(account -> {
            Instant now = account.next(clock.instant().truncatedTo(ChronoUnit.MILLIS));
            return account.contact(ended.kind())
                    // Another replica, or a change, may have been faster.
                    .filter(contact -> contact.version() == ended.version() && !contact.isInUse(now))
                    .map(contact -> {
                        unit.audit(AuditEntry.of(
                                ended.user(),
                                now,
                                RULE,
                                AuditEntry.Action.CONTACT_CHANGED,
                                ended.kind() + " " + (ended.version() + 1)));
                        return writer.fallBack(unit, account, contact, RULE, now);
                    });
        }));
    }
}
