package ontime.directory.http;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import ontime.directory.follower.Standing;
import ontime.directory.user.Account;
import ontime.directory.user.ContactChange;
import ontime.directory.user.ContactVersion;
import ontime.directory.user.Lookup;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * A user as the API shows them. No destination is whole.
 *
 * @param reregistrationRequired whether the person has to set a method up at the next login
 * @param contacts the newest version of each kind
 * @param pendingChanges those that wait for their proof
 */
record UserAnswer(
        String userId,
        long revision,
        @Nullable String locale,
        List<MethodKind> methods,
        boolean reregistrationRequired,
        List<Contact> contacts,
        List<Change> pendingChanges,
        @Nullable App authenticator,
        String createdAt,
        String changedAt) {

    /**
     * A version of a contact.
     *
     * @param destination masked; null when the contact was removed
     * @param inForce whether every store that must know it does, and codes go there
     */
    record Contact(
            ContactKind kind,
            long version,
            @Nullable String destination,
            @Nullable String country,
            boolean verified,
            String askedAt,
            String validFrom,
            @Nullable String validUntil,
            String changedBy,
            @Nullable String reason,
            boolean inForce,
            List<Follower> followers) {

        /**
         * As one caller may see it.
         *
         * @param required who must have applied it; null when a newer version has taken its place
         * @param toAdministrator whether it is one who looks: what administrators have written is for them
         */
        static Contact of(
                Lookup.Past past,
                Account account,
                @Nullable Set<String> required,
                Instant now,
                boolean toAdministrator) {
            ContactVersion contact = past.contact();
            var shown = contact.shown();
            return new Contact(
                    contact.kind(),
                    contact.version(),
                    shown == null ? null : shown.masked(),
                    shown == null ? null : shown.country(),
                    contact.verified(),
                    Times.format(contact.askedAt()),
                    Times.format(contact.changedAt()),
                    Times.formatOrNull(contact.validUntil()),
                    contact.actor().by().name(),
                    toAdministrator || contact.actor().by() == ChangedBy.USER
                            ? contact.actor().reason()
                            : null,
                    required != null && past.isInForce(account, required, now),
                    past.followers().stream().map(Follower::of).toList());
        }
    }

    /**
     * How far a store is.
     *
     * @param detail why, when it is not as it should be
     * @param triesInVain of what is still to be done there
     * @param nextTryAt of the same; null when nothing is to be done
     */
    record Follower(
            String follower,
            Standing.State state,
            String since,
            @Nullable String detail,
            int triesInVain,
            @Nullable String nextTryAt) {

        static Follower of(Standing standing) {
            return new Follower(
                    standing.follower(),
                    standing.state(),
                    Times.format(standing.since()),
                    standing.detail(),
                    standing.triesInVain(),
                    Times.formatOrNull(standing.nextTryAt()));
        }
    }

    /**
     * A change that waits for its proof.
     *
     * @param reference by which the message with the code names it; null where it is not known
     */
    record Change(
            String changeId,
            ContactKind kind,
            String destination,
            String state,
            String askedAt,
            String expiresAt,
            @Nullable String validUntil,
            @Nullable String reference) {

        static Change of(ContactChange change) {
            return new Change(
                    change.id(),
                    change.kind(),
                    change.shown().masked(),
                    change.state().name(),
                    Times.format(change.askedAt()),
                    Times.format(change.expiresAt()),
                    Times.formatOrNull(change.validUntil()),
                    change.reference());
        }
    }

    /** An authenticator app. */
    record App(long version, String confirmedAt) {}

    static UserAnswer of(
            Lookup.Sight sight, Function<ContactKind, Set<String>> required, Instant now, boolean toAdministrator) {
        var account = sight.account();
        var app = account.authenticator();
        return new UserAnswer(
                account.key().userId(),
                account.revision(),
                account.locale(),
                account.methods().stream().sorted().toList(),
                account.reregistration(),
                sight.contacts().values().stream()
                        .map(past -> Contact.of(
                                past, account, required.apply(past.contact().kind()), now, toAdministrator))
                        .sorted((one, other) -> one.kind().compareTo(other.kind()))
                        .toList(),
                sight.pending().stream().map(Change::of).toList(),
                app == null ? null : new App(app.version(), Times.format(app.confirmedAt())),
                Times.format(account.createdAt()),
                Times.format(account.changedAt()));
    }
}
