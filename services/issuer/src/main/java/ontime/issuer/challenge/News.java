package ontime.issuer.challenge;

import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;

/** What a receipt means for the person who waits for the code. */
enum News {
    /** The provider took it. */
    TAKEN,
    /** Somebody behind the provider has it. */
    ARRIVED,
    /** It will not arrive. */
    LOST,
    /** The worker gave it up. That it says so after the provider took it is an echo of a crash: it read twice. */
    GIVEN_UP,
    /** Nothing that a fallback depends on. */
    NONE;

    static News of(DeliveryReceipt receipt) {
        return switch (receipt.getStatus()) {
            case ACCEPTED -> TAKEN;
            case DELIVERED -> ARRIVED;
            case FAILED -> LOST;
            case DROPPED -> receipt.getReason() == null ? NONE : dropped(receipt.getReason());
            case DEFERRED, UNKNOWN -> NONE;
        };
    }

    private static News dropped(DeliveryReason reason) {
        return switch (reason) {
            // Nobody waits for the code any more, or nobody here knows what the reason means: then a deadline decides.
            case EXPIRED, SUPERSEDED, WITHDRAWN, OTHER -> NONE;
            case TOO_LATE_TO_ARRIVE,
                    UNREADABLE,
                    THROTTLED,
                    TIMED_OUT,
                    PROVIDER_UNAVAILABLE,
                    NOT_AUTHORISED,
                    SPEND_LIMIT,
                    INVALID_DESTINATION,
                    OPTED_OUT,
                    GREYLISTED,
                    REJECTED,
                    UNREACHABLE,
                    BLOCKED,
                    MAILBOX_FULL,
                    COMPLAINED,
                    NO_REPORT -> GIVEN_UP;
        };
    }

    /** Whether it changes anything about a delivery that so much is known of. */
    boolean isNewsFor(Challenge.Sending sending) {
        return switch (this) {
            case TAKEN -> sending.heard() == Challenge.Heard.NOTHING && sending.fallbackAt() != null;
            case ARRIVED -> sending.heard() != Challenge.Heard.ARRIVED && !sending.bothChannels();
            case LOST -> sending.heard() != Challenge.Heard.ARRIVED && !sending.bothChannels();
            case GIVEN_UP -> sending.heard() == Challenge.Heard.NOTHING && !sending.bothChannels();
            case NONE -> false;
        };
    }
}
