package ontime.history.projection;

import java.time.Instant;
import java.time.InstantSource;
import ontime.history.contacts.ContactLog;
import ontime.history.contacts.ContactLog.UserKey;

/** Erases the contacts of a user with the facts. */
public final class WholeEraser implements Eraser {

    private final Eraser facts;
    private final ContactLog contacts;
    private final InstantSource clock;

    public WholeEraser(Eraser facts, ContactLog contacts, InstantSource clock) {
        this.facts = facts;
        this.contacts = contacts;
        this.clock = clock;
    }

    @Override
    public Erased erase(String tenant, String userId) {
        return erase(tenant, userId, clock.instant());
    }

    @Override
    public Erased erase(String tenant, String userId, Instant erasedAt) {
        // Facts first: what is remembered with the contacts says that it is done.
        var erased = facts.erase(tenant, userId, erasedAt);
        int changes = contacts.erase(new UserKey(tenant, userId), erasedAt);
        return new Erased(erased.logins(), erased.facts(), changes);
    }
}
