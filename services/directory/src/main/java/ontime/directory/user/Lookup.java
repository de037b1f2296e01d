package ontime.directory.user;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ontime.directory.follower.Standing;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/** Reads what is kept, without holding anybody up. */
public interface Lookup {

    /** The follower that sends the codes. */
    String ISSUER = "issuer";

    Optional<Sight> find(UserKey user);

    /**
     * Users in the order of their identifiers.
     *
     * @param search by what
     * @param after the last one of the page before; null for the first page
     */
    List<Sight> search(String tenant, Search search, @Nullable String after, int limit);

    /** The visit with this digest of its secret; empty when its time is over. */
    Optional<Visit> visit(String digest, Instant now);

    /** How many recovery codes of a user have not been used. */
    int recoveryCodes(UserKey user);

    /** Every version of a contact, newest first, with how far the followers are with each. */
    List<Past> versions(UserKey user, ContactKind kind);

    Settings settings(String tenant);

    /**
     * What was done, newest first.
     *
     * @param userId null for all
     * @param before entries with a smaller number only; null for the newest
     */
    List<Numbered> audit(String tenant, @Nullable String userId, @Nullable Long before, int limit);

    /**
     * Users as lines of a table: identifier, language, methods, and of the phone and the mail address what may be shown
     * of it, its version, and whether it is verified.
     */
    List<Line> export(String tenant, @Nullable String after, int limit);

    /** A line of the export. */
    record Line(String userId, List<String> cells) {}

    /**
     * What users are looked for by: any of these will do. Without any, it is all users.
     *
     * @param prefix that their identifier begins with
     * @param fingerprint of a destination that they have
     * @param lastDigits of their phone number
     */
    record Search(
            @Nullable String prefix,
            @Nullable String fingerprint,
            @Nullable String lastDigits) {

        public boolean isForAll() {
            return prefix == null && fingerprint == null && lastDigits == null;
        }

        /** Without the words: they may be a whole number. */
        @Override
        public String toString() {
            return isForAll() ? "Search[all]" : "Search[...]";
        }
    }

    /** A version of a contact, and how far each follower is with it. */
    record Past(ContactVersion contact, List<Standing> followers) {

        public Past {
            followers = List.copyOf(followers);
        }

        /** Whether each of these followers has applied it, and codes go there: its method has not been taken away. */
        public boolean isInForce(Account account, Set<String> required, Instant now) {
            return contact.isInUse(now) && account.hasMethodOf(contact.kind()) && isApplied(required);
        }

        /**
         * Whether it has ended those before it: codes go to none of them once the issuer has answered, also when it
         * could not apply this one.
         */
        public boolean endsOlder(Set<String> required) {
            return isApplied(required)
                    || followers.stream()
                            .anyMatch(one -> one.follower().equals(ISSUER) && one.state() != Standing.State.PENDING);
        }

        public boolean isApplied(Set<String> required) {
            return required.stream()
                    .allMatch(name -> followers.stream()
                            .anyMatch(one -> one.follower().equals(name) && one.state() == Standing.State.APPLIED));
        }
    }

    /** A user, with how far the followers are with the newest version of each contact. */
    record Sight(Account account, Map<ContactKind, Past> contacts, List<ContactChange> pending) {

        public Sight {
            contacts = Map.copyOf(contacts);
            pending = List.copyOf(pending);
        }
    }

    /** An entry of the audit, with its number. */
    record Numbered(long number, AuditEntry entry) {}
}
