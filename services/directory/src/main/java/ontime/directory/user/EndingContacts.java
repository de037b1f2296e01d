package ontime.directory.user;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

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

    /** Ends what is due; gives how many there were. */
    public int end() {
        var due = store.ended(clock.instant(), AT_ONCE);
        due.forEach(this::end);
        return due.size();
    }

    private void end(Store.Ended ended) {
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.inOneUnit(unit -> unit.lock(ended.user())
                .flatMap(account -> account.contact(ended.kind())
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
                        })));
    }
}
