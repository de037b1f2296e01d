package ontime.delivery.engine;

import java.time.Instant;
import ontime.events.DeliveryReason;

/** What a record of the requests' topic turned out to say. */
public sealed interface Event {

    /** A delivery over this worker's channel is asked for. */
    record Requested(Request request) implements Event {}

    /** A delivery over another channel is asked for: nothing to send, but it supersedes what is older. */
    record RequestedElsewhere(String user, long sequence, Instant expiresAt) implements Event {}

    /** A challenge of the user is over. */
    record Withdrawn(String user, String challengeId, DeliveryReason reason, Instant at) implements Event {}

    /**
     * Nobody will ever be able to read it.
     *
     * @param reason what is wrong, without quoting the record
     * @param bytes how much memory it takes until it is kept as a dead letter
     * @param content what is needed to keep it
     */
    record Unreadable(String reason, int bytes, Object content) implements Event {}
}
