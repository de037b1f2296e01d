package ontime.sealing;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rendered message with a code in it, and where it goes. All of it is secret.
 *
 * @param destination an E.164 phone number or an email address
 * @param sender who it appears to come from; null for the route's own
 * @param subject subject of a mail; null for SMS
 * @param text the message as plain text
 * @param html the message as HTML, for mail; null for SMS
 */
public record Message(
        String destination,
        @Nullable String sender,
        @Nullable String subject,
        String text,
        @Nullable String html) {

    public Message {
        Objects.requireNonNull(destination, "destination");
        Objects.requireNonNull(text, "text");
    }

    /** Nothing of it, because exceptions and debug output end up in logs. */
    @Override
    public String toString() {
        return "Message[sealed]";
    }
}
