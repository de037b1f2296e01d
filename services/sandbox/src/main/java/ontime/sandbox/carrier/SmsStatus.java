package ontime.sandbox.carrier;

import java.time.Instant;
import java.util.UUID;

/**
 * What became of a message.
 *
 * @param number of the phone, E.164
 * @param accepted when the network took the message
 * @param ended when the phone took it or turned it away
 */
public record SmsStatus(UUID messageId, String number, Instant accepted, Instant ended, boolean delivered) {

    /** The number must not end up in a log. */
    @Override
    public String toString() {
        return "SmsStatus[" + messageId + (delivered ? ", delivered]" : ", failed]");
    }
}
