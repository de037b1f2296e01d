package ontime.directory.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/** Where users, their contacts and what is announced of them are kept. */
public interface Store {

    /** Does work as a whole or, when it throws, not at all. What it announces is published when it has been done. */
    <T> T inOneUnit(Function<Unit, T> work);

    /**
     * The same for many users of one tenant, with few statements. The work may be done twice.
     *
     * @param users whom the work may lock
     * @param undone whether nothing is to be kept of it
     */
    <T> T inOneBatch(List<UserKey> users, boolean undone, Function<Unit, T> work);

    /**
     * Temporary contacts that have ended, in one order.
     *
     * @param after the last one of the page before; null for the first page
     */
    List<Ended> ended(Instant now, @Nullable Ended after, int limit);

    /** A temporary contact that has ended. */
    record Ended(UserKey user, ContactKind kind, long version) {}

    /** What can be done as a whole. */
    interface Unit {

        /** The user, whom nobody else changes until the unit ends. Empty when there is none. */
        Optional<Account> lock(UserKey user);

        /** Adds a user; false when there is one already. */
        boolean create(Account account);

        /** Keeps what has changed of a locked user, but for contacts, which are added. */
        void change(Account account);

        /** Deletes all that is kept of a user, but for the audit, and calls that end sessions. */
        void erase(UserKey user);

        /** Ends what somebody has begun and not proved: changes of contacts, an app that is set up, links, visits. */
        void endWhatWaits(UserKey user);

        /** Adds a version as the newest of its kind. Wipes the secrets of all others but the lasting one. */
        void add(ContactVersion contact);

        Optional<ContactVersion> version(UserKey user, ContactKind kind, long version);

        /**
         * From now on these followers have to apply a version.
         *
         * @param outside those of them that it has to be brought to
         */
        void expect(ContactVersion contact, Set<String> followers, Set<String> outside);

        /** What a store has to have of this contact is another thing from now on. */
        void bringAgain(ContactVersion contact, Set<String> outside, Instant now);

        /** From now on these followers, to whom contacts of these kinds were brought, have to forget a user's. */
        void forget(UserKey user, Set<ContactKind> kinds, Set<String> outside, Instant now);

        /** Adds a change that waits for its proof; others of the user and kind are replaced by it. */
        void add(ContactChange change);

        /** Whether a change of a user's contact of a kind waits for its proof. */
        boolean isChangePending(UserKey user, ContactKind kind, Instant now);

        /** A change, by its tenant's credential. */
        Optional<ContactChange> change(String tenant, String changeId);

        /**
         * The right code of a change that waits was entered; of one that waits no more, nothing changes.
         *
         * @param proof keyed hash of the code
         */
        void proved(ContactChange change, byte[] proof);

        /** The change has come to an end; one that had before stays as it was. */
        void settle(ContactChange change, ContactChange.State state);

        /** The tenant's settings, as they are now. */
        Settings settings(String tenant);

        /** The tenant's settings, which nobody else changes until the unit ends; made when there are none. */
        Settings lockSettings(String tenant, Instant now);

        void change(Settings settings);

        void audit(AuditEntry entry);

        void announce(Announcement announcement);

        void promise(Errand errand);

        /**
         * Keeps a link that is good once. Older ones of the user are not any more, and visits that they began end.
         *
         * @param digest of the secret in it
         */
        void addLink(String digest, Invited invited, Instant expiresAt);

        /** Whose link it is; it is gone then. Empty when there is none, or no longer. */
        Optional<Invited> useLink(String tenant, String digest, Instant now);

        /** The same for a link of whichever tenant. */
        Optional<Invited> useLink(String digest, Instant now);

        /**
         * Keeps a visit of a user to their own page.
         *
         * @param digest of the secret in the visitor's cookie
         */
        void addVisit(String digest, Visit visit);

        void endVisit(String digest);

        /** The version that the next app of a locked user has. */
        long nextApp(UserKey user);

        /** Adds an app that waits to be confirmed, in place of another that does. */
        void add(AppSetup setup);

        /** The app that waits to be confirmed. */
        Optional<AppSetup> setup(UserKey user);

        /** A wrong code was entered to confirm it. */
        void failed(AppSetup setup);

        /** Puts the app in use, in place of the one before it. */
        void confirm(AppSetup setup, Authenticator app);

        void replaceRecoveryCodes(UserKey user, List<byte[]> hashes, Instant now);

        List<Recovering.Unused> unusedRecoveryCodes(UserKey user);

        void useRecoveryCode(UserKey user, int number, Instant now);

        Optional<Recovering.Failures> recoveryFailures(UserKey user);

        /** Keeps the wrong codes of a window; null forgets them. */
        void recoveryFailures(UserKey user, Recovering.@Nullable Failures failures);
    }
}
