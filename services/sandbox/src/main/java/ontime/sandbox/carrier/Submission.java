package ontime.sandbox.carrier;

import java.util.UUID;

/** What the phone network says to a message. */
public sealed interface Submission {

    /** Taken. Whether it arrives is another matter. */
    record Accepted(UUID messageId) implements Submission {}

    /** More messages than the allowed rate. */
    record Throttled() implements Submission {}

    /** The person has told the network to send no more messages. */
    record OptedOut() implements Submission {}

    /** Something went wrong inside the network. */
    record Failed() implements Submission {}

    /** The network is down. */
    record Unavailable() implements Submission {}
}
