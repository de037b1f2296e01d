package ontime.issuer.challenge;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import ontime.events.CodeChecked;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.issuer.contact.AccountRules;
import ontime.issuer.contact.StoredAuthenticator;
import ontime.issuer.contact.StoredBook;
import org.jspecify.annotations.Nullable;

/** Keeps challenges and their events together: what one unit of work wrote is there as a whole, or not at all. */
public interface Store {

    /** Runs one unit of work. When this returns, its events will be published, whatever happens next. */
    <T> T inOneUnit(Function<Unit, T> work);

    /** What can be done within a unit of work. */
    interface Unit {

        /** The user with the next sequence number, held for this unit alone: whatever is about this user waits. */
        User lockNext(String tenant, String userId);

        /** A user, held likewise; empty when no challenge was ever asked for it. */
        Optional<User> lockUser(String tenant, String userId);

        /** The user of a challenge, held likewise; empty when the tenant has no such challenge. */
        Optional<User> lockUserOfChallenge(String tenant, String challengeId);

        /** The user of a login, held likewise; empty when no challenge was made for such a login of the tenant. */
        Optional<User> lockUserOfLogin(String tenant, String loginId);

        void change(User user);

        /**
         * Whether a key is new; it is this unit's from then on. Waits for another unit that has it at present.
         *
         * @param userId whom the answer will tell of, and with whom it is forgotten; null when it tells of nobody
         * @return what was answered when it was new
         */
        Optional<Once.Remembered> claim(String tenant, String key, @Nullable String userId, String digest, Instant now);

        /** Keeps the answer to the request that claimed a key. */
        void remember(String tenant, String key, String answer);

        /** Gives a key back whose request had no effect. */
        void release(String tenant, String key);

        /** Whether the login is this user's; it becomes so when it is nobody's yet. */
        boolean claimLogin(String tenant, String loginId, String userId);

        /** The user's challenges that were requested after an instant, newest first. */
        List<Challenge> recent(String tenant, String userId, Instant since);

        Optional<Challenge> find(String tenant, String challengeId);

        Optional<Challenge> findNewestOfLogin(String tenant, String loginId);

        /** Challenges whose fallback is due, longest due first; nobody holds them. */
        List<Timer> timers(Instant now, int limit);

        /** Sends nothing there for a while. Where something is suppressed already, the later end counts. */
        void suppress(Suppression suppression);

        /** Those of some fingerprints that are suppressed at present. */
        Set<String> suppressed(String tenant, Collection<String> fingerprints, Instant now);

        /** What is suppressed for a tenant at present, the latest first. */
        List<Suppression> suppressions(String tenant, Instant now);

        /** Ends a suppression; empty when there is none in force. */
        Optional<Suppression> lift(String tenant, String fingerprint, Instant now);

        /**
         * Adds a challenge.
         *
         * @param destinations where its code may go, encrypted; they are kept when the contents are wiped; null when it
         *     goes nowhere
         */
        void add(Challenge challenge, byte @Nullable [] destinations);

        /** Where the code of a challenge may go, as it was added; empty when that is not known any more. */
        Optional<byte[]> destinations(String tenant, String challengeId);

        /**
         * Deletes what is known of a user's challenges and logins, what was answered about them, and what is suppressed
         * because of them. Contacts stay: they are the directory's to delete.
         */
        void forget(User user);

        /** What the directory says of a user; empty when it says nothing. */
        Optional<StoredBook> book(String tenant, String userId);

        /** The same, held for this unit alone: until it ends the directory's next word has to wait. */
        Optional<StoredBook> lockBook(String tenant, String userId);

        /** The user's authenticator app, held for this unit alone; empty when there is none that may be used. */
        Optional<StoredAuthenticator> lockAuthenticator(String tenant, String userId);

        /** Notes the newest time step whose code was taken. */
        void spend(String tenant, String userId, long step);

        /** What the tenant wants of all its users. */
        AccountRules accountRules(String tenant);

        /** Forgets a user as above, and the contacts as well. The user is held. */
        void erase(String tenant, String userId, Instant now);

        void change(Challenge challenge);

        void publish(OtpRequested event);

        void publish(OtpWithdrawn event);

        void publish(CodeChecked event);

        void publish(LoginRefused event);
    }
}
