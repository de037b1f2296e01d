package ontime.delivery.engine;

import java.time.Instant;
import ontime.delivery.Outcome;

/** How a call ended. */
public sealed interface Answer {

    /**
     * The provider was called.
     *
     * @param dispatchedAt when, after the message had been opened
     */
    record Answered(Outcome outcome, Instant dispatchedAt) implements Answer {}

    /** No call was made, because the message does not open. */
    record Unreadable(String detail) implements Answer {}

    /** A fault of ours; the detail says where, without any of the message. */
    record Broken(String detail) implements Answer {}
}
