package ontime.history.facts;

import ontime.events.WithdrawalReason;

/** What has become of a challenge. As with {@link DeliveryState}, of all that is known the greatest is true. */
public enum ChallengeStatus {
    REQUESTED,
    EXPIRED,
    SUPERSEDED,
    CANCELLED,
    LOCKED,
    VERIFIED;

    static ChallengeStatus of(WithdrawalReason reason) {
        return switch (reason) {
            case SUPERSEDED -> SUPERSEDED;
            case VERIFIED -> VERIFIED;
            case LOCKED -> LOCKED;
            case CANCELLED, OTHER -> CANCELLED;
        };
    }
}
