package ontime.delivery.engine;

import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;

/** How a call ended. */
public sealed interface Answer {

    /** The provider was called. */
    record Answered(Outcome outcome) implements Answer {}

    /** No call was made, because the message does not open. */
    record Unreadable(String detail) implements Answer {}

    /** A fault of ours; the detail says where, without any of the message. */
    record Broken(String detail) implements Answer {}

    /** The same as the route is told: what is wrong with one message says nothing of the route. */
    default Outcome outcome() {
        return switch (this) {
            case Answered answered -> answered.outcome;
            case Unreadable unreadable -> new Outcome.Rejected(DeliveryReason.UNREADABLE, unreadable.detail);
            case Broken broken -> new Outcome.Rejected(DeliveryReason.OTHER, broken.detail);
        };
    }
}
