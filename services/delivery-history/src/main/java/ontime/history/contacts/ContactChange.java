package ontime.history.contacts;

import java.time.Instant;
import ontime.events.ChangedBy;
import ontime.events.ContactKind;
import org.jspecify.annotations.Nullable;

/**
 * A contact of a user came into force, changed or ended, in the directory.
 *
 * @param version that the change made
 * @param destination the new one, masked; null when the contact was removed
 * @param fingerprint of the new one; null likewise
 * @param previous the one before it, masked; null when there was none
 * @param previousFingerprint of the one before it; null likewise
 * @param askedAt when somebody asked for the change
 * @param changedAt when it took effect in the directory
 */
public record ContactChange(
        String tenant,
        String userId,
        ContactKind kind,
        long version,
        @Nullable String destination,
        @Nullable String fingerprint,
        @Nullable String previous,
        @Nullable String previousFingerprint,
        ChangedBy changedBy,
        Instant askedAt,
        Instant changedAt) {}
