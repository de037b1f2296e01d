package ontime.issuer.contact;

import java.time.Instant;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/**
 * A user's destination of one kind.
 *
 * @param version grows with each change of it in the directory
 * @param closed the destination, encrypted in the {@link Safe}; null for one that could not be opened when it came:
 *     nothing is sent there, nor to the one before it
 * @param validUntil when it ends; null for one that lasts
 */
public record StoredContact(
        ContactKind kind,
        long version,
        byte @Nullable [] closed,
        @Nullable Instant validUntil) {

    /** Without the destination, closed as it is. */
    @Override
    public String toString() {
        return "StoredContact[" + kind + ", " + version + "]";
    }
}
