package ontime.directory.user;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import ontime.events.ChangedBy;

/** Writes down who comes to the console, and who is not let in. */
public final class Attendance {

    private final Store store;
    private final InstantSource clock;

    public Attendance(Store store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    public void loggedIn(String tenant, String name) {
        write(tenant, name, AuditEntry.Action.LOGGED_IN);
    }

    /** Somebody tried to log in by this name and did not know the password. */
    public void refused(String tenant, String name) {
        write(tenant, name, AuditEntry.Action.LOGIN_REFUSED);
    }

    private void write(String tenant, String name, AuditEntry.Action action) {
        var actor = new Actor(ChangedBy.ADMINISTRATOR, name, null);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.inOneUnit(unit -> {
            unit.audit(new AuditEntry(tenant, now, actor, action, null, null));
            return now;
        });
    }
}
