package ontime.directory.user;

import java.time.Instant;
import ontime.events.ContactKind;
import ontime.sealing.Holder;
import org.jspecify.annotations.Nullable;

/**
 * One version of a user's contact of a kind.
 *
 * @param version from 1, without a gap
 * @param shown what may be shown of the destination; null when this version is the removal of the contact
 * @param secrets the destination, encrypted; null when there is none, or when it has been replaced and wiped since
 * @param verified whether a code that was sent to it has been entered
 * @param validUntil when it ends, of a temporary contact
 * @param lasting the version that comes back when this one ends; null when there is none
 * @param askedAt when somebody asked for the change
 * @param changedAt when it took effect here
 */
public record ContactVersion(
        UserKey user,
        ContactKind kind,
        long version,
        @Nullable Shown shown,
        @Nullable Secrets secrets,
        boolean verified,
        @Nullable Instant validUntil,
        @Nullable Long lasting,
        Actor actor,
        Instant askedAt,
        Instant changedAt) {

    /**
     * What may be shown of a destination.
     *
     * @param country of a phone number
     */
    public record Shown(
            String masked, String fingerprint, @Nullable String country) {}

    /**
     * A destination, encrypted.
     *
     * @param closed for the directory
     * @param sealed for the issuer
     * @param sealedFor identifies the issuer's key
     */
    public record Secrets(byte[] closed, byte[] sealed, String sealedFor) {

        @Override
        public String toString() {
            return "Secrets[...]";
        }
    }

    /** Whether there is a destination, at an instant. */
    public boolean isInUse(Instant now) {
        return shown != null && (validUntil == null || now.isBefore(validUntil));
    }

    public boolean isTemporary() {
        return validUntil != null;
    }

    /**
     * The whole destination.
     *
     * @throws IllegalStateException when there is none, or it has been wiped
     */
    public String whole(Protection protection) {
        if (secrets == null) {
            throw new IllegalStateException("the destination of this version has been wiped");
        }
        return protection.open(secrets.closed(), new Holder(user.tenant(), user.userId(), kind.name(), version));
    }

    /** The version that lasts, if this is one or has one behind it. */
    @Nullable
    Long lastingVersion() {
        return isTemporary() ? lasting : shown == null ? null : Long.valueOf(version);
    }
}
