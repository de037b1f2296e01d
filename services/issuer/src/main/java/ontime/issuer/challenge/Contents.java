package ontime.issuer.challenge;

import java.time.ZoneId;
import ontime.events.Channel;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.policy.Origin;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a resend needs of a challenge: the code, and where it may go. All of it is secret.
 *
 * @param destination of the first delivery
 * @param alternative over the other channel; null when there is none
 * @param origin the site that the code is for
 */
public record Contents(
        String code, Destination destination, @Nullable Destination alternative, Origin origin) {

    /** Where the code goes over a channel; null when nothing is known there. */
    @Nullable
    Destination over(Channel channel) {
        if (destination.channel() == channel) {
            return destination;
        }
        return alternative != null && alternative.channel() == channel ? alternative : null;
    }

    /** The message of a challenge's present delivery. */
    Message message(Destination to, Challenge challenge, ZoneId zone) {
        var clicked = challenge.clickedAt() == null ? challenge.requestedAt() : challenge.clickedAt();
        return MessageWriter.write(to, code, challenge.reference(), clicked, zone, origin);
    }

    /** Nothing of it, because exceptions and debug output end up in logs. */
    @Override
    public String toString() {
        return "Contents[secret]";
    }
}
