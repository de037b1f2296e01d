package ontime.issuer.limit;

import java.time.Instant;
import ontime.issuer.routing.Destination;

/**
 * A message that is about to be sent.
 *
 * @param text of the message, whose length decides what an SMS costs
 * @param expiresAt until when its code can be entered
 */
public record Outgoing(String tenant, String challengeId, Destination destination, String text, Instant expiresAt) {

    /** Without the text, which has the code in it. */
    @Override
    public String toString() {
        return "Outgoing[" + challengeId + "]";
    }
}
