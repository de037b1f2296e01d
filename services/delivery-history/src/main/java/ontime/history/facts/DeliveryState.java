package ontime.history.facts;

import ontime.events.DeliveryStatus;

/**
 * What has become of a delivery. The order is that of a chain lattice: of all that was reported the greatest is true,
 * so that reports which come late, twice or in any order lead to the same state and none moves it back.
 *
 * <p>DROPPED is below ACCEPTED, because a worker that crashed after the provider call reads the request again and may
 * find it too old to send; the message is under way all the same. FAILED is below it for the same reason: it is a
 * worker that reports it, so it speaks of a call that did not succeed, and not of a message that an earlier call had
 * brought to the provider. A failure that is reported from beyond the provider would need a state of its own above
 * ACCEPTED.
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
    DELIVERED;

    static DeliveryState of(DeliveryStatus status) {
        return switch (status) {
            case DEFERRED -> DEFERRED;
            case DROPPED -> DROPPED;
            case ACCEPTED -> ACCEPTED;
            case UNKNOWN -> UNKNOWN;
            case FAILED -> FAILED;
            case DELIVERED -> DELIVERED;
        };
    }

    /** Whether the provider took the message at least once, as far as is known. */
    public boolean isSent() {
        return this == ACCEPTED || this == UNKNOWN || this == DELIVERED;
    }

    /** Whether a call to the provider, the first or another, is still to come. */
    public boolean isAwaited() {
        return this == REQUESTED || this == QUEUED || this == DEFERRED;
    }
}
