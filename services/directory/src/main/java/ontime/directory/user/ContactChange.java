package ontime.directory.user;

import java.time.Instant;
import ontime.events.ContactKind;
import ontime.sealing.Holder;
import org.jspecify.annotations.Nullable;

/**
 * A change of a contact that takes effect when the new destination is proved.
 *
 * @param basedOn the version that it replaces
 * @param closed the new destination, encrypted; null when it is no longer needed
 * @param proof keyed hash of the code that has proved it; null until one has
 * @param validUntil when the new contact ends, of a temporary one
 * @param challengeId the issuer's name of the code that was sent
 * @param reference by which the message with the code names it; null where it is not known
 */
public record ContactChange(
        String id,
        UserKey user,
        ContactKind kind,
        long basedOn,
        State state,
        byte @Nullable [] closed,
        byte @Nullable [] proof,
        ContactVersion.Shown shown,
        @Nullable Instant validUntil,
        Actor actor,
        String challengeId,
        @Nullable String reference,
        Instant askedAt,
        Instant expiresAt) {

    /** How far a change is. Everything but PENDING is final. */
    public enum State {
        PENDING,
        /** The code was entered, and the contact is in force here. */
        DONE,
        /** Another change came first. */
        REPLACED,
        /** Nobody proved it in time, or by the right code. */
        FAILED
    }

    static Holder holder(UserKey user, String id) {
        return new Holder(user.tenant(), user.userId(), "change " + id, 1);
    }

    @Override
    public String toString() {
        return "ContactChange[" + id + ", " + state + "]";
    }
}
