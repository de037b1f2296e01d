package ontime.issuer.contact;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ontime.events.ContactKind;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user.
 *
 * @param revision grows with each change of anything in here
 * @param changedAt when the last change was that is known: of a state, or the end of a contact
 * @param contacts at most one of each kind
 * @param authenticator null when there is none
 * @param reregistration whether the user has to set a method up before anything else, because all were taken away
 * @param erased whether the user was erased since: then there are neither contacts nor methods, and only what is newer
 *     than the last state brings the user back
 */
public record StoredBook(
        String tenant,
        String userId,
        long revision,
        Instant changedAt,
        Set<MethodKind> methods,
        List<StoredContact> contacts,
        @Nullable StoredAuthenticator authenticator,
        boolean reregistration,
        boolean erased) {

    /** Two machines' clocks differ by less. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofMinutes(1);

    public StoredBook {
        methods = Set.copyOf(methods);
        contacts = List.copyOf(contacts);
    }

    /** The same with these contacts. */
    public StoredBook with(List<StoredContact> others) {
        return new StoredBook(
                tenant, userId, revision, changedAt, methods, others, authenticator, reregistration, erased);
    }

    /**
     * Whether a state of the user is newer than this one. The higher revision is, whichever came first; except that a
     * user who was erased and made anew is counted from 1 again.
     */
    boolean isOlderThan(long otherRevision, Instant otherChangedAt) {
        return otherRevision > revision
                || otherChangedAt.isAfter(erased ? changedAt : changedAt.plus(CLOCK_DIFFERENCE));
    }

    /**
     * Whether this is to be compared with a state that the directory told once more. Not with one that is older: what
     * was read before may be read again. And nobody who was erased since comes back by one.
     *
     * @param comparedAt when it was told once more
     */
    boolean isComparable(long otherRevision, Instant comparedAt) {
        return !erased
                && !comparedAt.isBefore(changedAt)
                && (otherRevision == revision || comparedAt.isAfter(changedAt.plus(CLOCK_DIFFERENCE)));
    }

    Optional<StoredContact> contact(ContactKind kind) {
        return contacts.stream().filter(contact -> contact.kind() == kind).findFirst();
    }

    /** Whether the user has a method to log in with. Recovery codes are for the day when the others are lost. */
    public boolean hasMethod() {
        return methods.stream().anyMatch(method -> method != MethodKind.RECOVERY_CODE);
    }

    /** Where codes may go at present: contacts whose time is not over, and that are a method of the user's. */
    public List<StoredContact> usable(Instant now) {
        return contacts.stream()
                .filter(contact -> contact.validUntil() == null || now.isBefore(contact.validUntil()))
                .filter(contact -> contact.closed() != null && methods.contains(methodOf(contact.kind())))
                .toList();
    }

    private static MethodKind methodOf(ContactKind kind) {
        return switch (kind) {
            case PHONE -> MethodKind.SMS;
            case EMAIL -> MethodKind.EMAIL;
            case OTHER -> MethodKind.OTHER;
        };
    }
}
