package ontime.directory.user;

import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import ontime.events.ChangedBy;
import org.jspecify.annotations.Nullable;

/** Looks users and the audit up for administrators, and keeps in the audit that they did. */
public final class Watching {

    private final Lookup lookup;
    private final Store store;
    private final InstantSource clock;

    public Watching(Lookup lookup, Store store, InstantSource clock) {
        this.lookup = lookup;
        this.store = store;
        this.clock = clock;
    }

    /**
     * Users in the order of their identifiers. The audit gets to know by what they were looked for, and not the words.
     *
     * @param administrator the name
     * @param after the last one of the page before; null for the first page
     */
    public List<Lookup.Sight> users(
            String tenant, String administrator, Lookup.Search search, @Nullable String after, int limit) {
        var found = lookup.search(tenant, search, after, limit);
        write(tenant, administrator, AuditEntry.Action.LOOKED_UP, null, by(search));
        return found;
    }

    /** What was done, newest first; without this very look at it. */
    public List<Lookup.Numbered> audit(
            String tenant, String administrator, @Nullable String userId, @Nullable Long before, int limit) {
        var found = lookup.audit(tenant, userId, before, limit);
        // The audit is for ever: what is nobody's name may be a number, or an address, that somebody has typed.
        boolean known = userId != null
                && (!found.isEmpty()
                        || (UserKey.isIdentifier(userId)
                                && lookup.find(new UserKey(tenant, userId)).isPresent()));
        write(tenant, administrator, AuditEntry.Action.AUDIT_READ, known ? userId : null, null);
        return found;
    }

    private static String by(Lookup.Search search) {
        if (search.isForAll()) {
            return "all";
        }
        return search.fingerprint() == null ? "by the beginning of a name" : "by a whole destination";
    }

    private void write(
            String tenant,
            String administrator,
            AuditEntry.Action action,
            @Nullable String userId,
            @Nullable String detail) {
        var actor = new Actor(ChangedBy.ADMINISTRATOR, administrator, null);
        var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        store.inOneUnit(unit -> {
            unit.audit(new AuditEntry(tenant, now, actor, action, userId, detail));
            return now;
        });
    }
}
