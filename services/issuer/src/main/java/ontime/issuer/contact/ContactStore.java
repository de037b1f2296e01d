package ontime.issuer.contact;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import ontime.events.AccountSettings;
import ontime.events.ContactApplied;
import ontime.events.ContactKind;

/** Keeps what is known of users together with the events that say so: as a whole, or not at all. */
public interface ContactStore {

    /** Runs one unit of work. When this returns, its events will be published, whatever happens next. */
    <T> T inOneUnit(Function<Unit, T> work);

    /** What can be done within a unit of work. */
    interface Unit {

        /**
         * What was known of a user last, held for this unit alone. A user who was erased a while ago is known without
         * contacts and methods, so that an older state that comes late does not bring them back.
         */
        Optional<StoredBook> lock(String tenant, String userId);

        /** Keeps a state of a user in place of the last one. Steps of the same authenticator that are spent stay so. */
        void keep(StoredBook book);

        /**
         * Forgets a contact of a version that is older than this one.
         *
         * @param changedAt when it ended: the last change of the user from then on, unless there was a later one. A
         *     comparison that was told before the end, and comes after it, would bring the contact back otherwise
         */
        void end(String tenant, String userId, ContactKind kind, long version, Instant changedAt);

        /** Keeps what a tenant wants of its users, unless something newer is known. */
        void keep(AccountSettings settings);

        void publish(ContactApplied event);
    }
}
