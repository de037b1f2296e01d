package ontime.sandbox.inbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as a phone or a mailbox shows it. Here, and only here, the whole destination is visible: this is the
 * person's own device.
 *
 * @param to E.164 number or email address
 * @param subject null for a text message
 * @param at when it arrived
 */
public record Message(
        Channel channel, String to, String from, @Nullable String subject, String body, Instant at) {

    public Message arrivedAt(Instant later) {
        return new Message(channel, to, from, subject, body, later);
    }

    /** The body holds a code; it must not end up in a log. */
    @Override
    public String toString() {
        return "Message[" + channel + " at " + at + "]";
    }
}
