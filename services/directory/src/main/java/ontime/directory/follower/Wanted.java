package ontime.directory.follower;

import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/**
 * A contact as a follower is to have it.
 *
 * @param destination the whole one; null when the contact is to be removed
 */
record Wanted(
        String tenant,
        String userId,
        ContactKind kind,
        long version,
        @Nullable String destination) {

    /** Without the destination. */
    @Override
    public String toString() {
        return "Wanted[" + kind + " " + version + "]";
    }
}
