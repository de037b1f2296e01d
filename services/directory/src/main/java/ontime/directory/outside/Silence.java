package ontime.directory.outside;

import java.time.Instant;
import ontime.directory.follower.Follower;
import ontime.directory.following.Pace;
import ontime.directory.following.WorkList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a store does nothing at present, for anybody. While it does not, one call after the other finds out when it
 * does again.
 */
final class Silence {

    private static final Logger LOG = LoggerFactory.getLogger(Silence.class);

    private final StoreSettings store;
    private final WorkList list;
    private final Pace pace;

    private int inVain;
    private Instant resumesAt = Instant.EPOCH;
    /** Another process may have told so before this one began. */
    private boolean told = true;

    Silence(StoreSettings store, WorkList list, Pace pace) {
        this.store = store;
        this.list = list;
        this.pace = pace;
    }

    synchronized boolean isSilent() {
        return inVain > 0;
    }

    /** Whether the store is not to be asked yet. */
    synchronized boolean isResting(Instant now) {
        return now.isBefore(resumesAt);
    }

    /** The store has answered, be it with a refusal of one user's. */
    synchronized void broken() {
        inVain = 0;
        if (told) {
            list.answers(store.tenant(), store.name());
            told = false;
        }
    }

    synchronized void goesOn(Follower.Deferred deferred, Instant now) {
        Instant next = pace.soon(inVain, now, deferred.notBefore());
        resumesAt = next.isAfter(resumesAt) ? next : resumesAt;
        if (inVain++ == 0) {
            LOG.warn("{} of {} does nothing at present: {}", store.name(), store.tenant(), deferred.detail());
        }
        told = true;
        list.rests(store.tenant(), store.name(), new WorkList.Rest(deferred.detail(), resumesAt));
    }
}
