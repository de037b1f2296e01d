package ontime.directory.follower;

import ontime.directory.destination.Destination;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/**
 * A contact as a follower is to have it.
 *
 * @param destination null when the contact is to be removed
 */
public record Wanted(
        String userId,
        ContactKind kind,
        long version,
        @Nullable Destination destination) {

    /** Without the destination. */
    @Override
    public String toString() {
        return "Wanted[" + kind + " " + version + "]";
    }
}
