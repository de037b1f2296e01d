package ontime.history.facts;

import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import org.jspecify.annotations.Nullable;

/**
 * What has become of a delivery. The order is that of a chain lattice: of all that was reported the greatest is true,
 * so that reports which come late, twice or in any order lead to the same state and none moves it back.
 *
 * <p>DROPPED is below ACCEPTED, because a worker that crashed after the provider call reads the request again and may
 * find it too old to send; the message is under way all the same. FAILED is below it for the same reason: it is a
 * worker that reports it, so it speaks of a call that did not succeed, and not of a message that an earlier call had
 * brought to the provider. A failure that is heard from beyond the provider is RETURNED. It is above DELIVERED, because
 * a mail server that took a mail may send it back all the same, and no network takes back that it failed.
 */
public enum DeliveryState {
    REQUESTED,
    /** A worker holds it. Told by no event yet; part of the outside contract. */
    QUEUED,
    DEFERRED,
    DROPPED,
    FAILED,
    ACCEPTED,
    UNKNOWN,
    DELIVERED,
    /** It did not arrive although the provider took it. Told to the outside as {@link #FAILED}. */
    RETURNED;

    static DeliveryState of(DeliveryStatus status, @Nullable HeardBy heardBy) {
        return switch (status) {
            case DEFERRED -> DEFERRED;
            case DROPPED -> DROPPED;
            case ACCEPTED -> ACCEPTED;
            case UNKNOWN -> UNKNOWN;
            case FAILED -> heardBy == HeardBy.GATEWAY ? RETURNED : FAILED;
            case DELIVERED -> DELIVERED;
        };
    }

    /** As the outside contract names it. */
    public DeliveryState told() {
        return this == RETURNED ? FAILED : this;
    }

    /** Whether the provider took the message at least once, and nobody said since that it failed. */
    public boolean isSent() {
        return this == ACCEPTED || this == UNKNOWN || this == DELIVERED;
    }

    /** Whether it is known that it will not arrive. */
    public boolean isLost() {
        return this == DROPPED || this == FAILED || this == RETURNED;
    }

    /** Whether a call to the provider, the first or another, is still to come. */
    public boolean isAwaited() {
        return this == REQUESTED || this == QUEUED || this == DEFERRED;
    }
}
