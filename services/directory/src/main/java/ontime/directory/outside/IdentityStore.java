package ontime.directory.outside;

import java.io.IOException;
import ontime.directory.follower.Wanted;

/**
 * A store of contacts in its own protocol. Calls nobody twice of itself; {@link StoreFollower} puts answers in our
 * words.
 */
interface IdentityStore {

    /** Brings a version of a contact there, or takes the contact away, unless that is so already. */
    void bring(Wanted wanted) throws IOException, RefusedByStoreException;

    /** Whether it has there what it should have. Changes nothing. */
    boolean has(Wanted wanted) throws IOException, RefusedByStoreException;
}
