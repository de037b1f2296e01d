package ontime.directory.outside;

import java.io.IOException;
import ontime.directory.follower.Follower;
import ontime.directory.follower.Wanted;
import ontime.events.ContactKind;

/** A store outside that follows: what came of talking to it, in our words, whatever protocol it speaks. */
final class StoreFollower implements Follower {

    private final IdentityStore store;

    StoreFollower(IdentityStore store) {
        this.store = store;
    }

    @Override
    public Outcome apply(Wanted wanted) {
        try {
            store.bring(wanted);
            return new Applied();
        } catch (RefusedByStoreException e) {
            return e.refused();
        } catch (IOException e) {
            return Refusals.of(e);
        }
    }

    @Override
    public Found look(Wanted wanted) {
        try {
            return store.has(wanted) ? new Same() : new Different();
        } catch (RefusedByStoreException e) {
            return e.refused();
        } catch (IOException e) {
            return Refusals.of(e);
        }
    }

    @Override
    public Outcome erase(String userId, ContactKind kind) {
        try {
            store.bring(new Wanted(userId, kind, 0, null));
            return new Applied();
        } catch (RefusedByStoreException e) {
            return e.isUnknown() ? new Applied() : e.refused();
        } catch (IOException e) {
            return Refusals.of(e);
        }
    }
}
