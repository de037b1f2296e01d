package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import ontime.events.Channel;
import ontime.issuer.message.MessageWriter;
import ontime.issuer.message.Notice;
import ontime.issuer.policy.Origin;
import ontime.issuer.policy.Wording;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;
import org.jspecify.annotations.Nullable;

/**
 * What a resend needs of a challenge: the code, and where it may go. All of it is secret.
 *
 * @param destination of the first delivery
 * @param alternative over the other channel; null when there is none
 * @param origin the site that the code is for
 * @param language that the person is written to in, however often and over whichever channel
 */
public record Contents(
        String code, Destination destination, @Nullable Destination alternative, Origin origin, Locale language) {

    /** Where the code goes over a channel; null when nothing is known there. */
    @Nullable
    Destination over(Channel channel) {
        return Destinations.of(this).over(channel);
    }

    /** The message of a challenge's present delivery. */
    Message message(Destination to, Challenge challenge, MessageWriter writer, Wording wording) {
        Instant requested = challenge.requestedAt();
        Instant clicked = challenge.clickedAt() == null ? requested : challenge.clickedAt();
        // The caller's clock may be ahead of ours, which makes no life shorter.
        Instant begin = clicked.isBefore(requested) ? clicked : requested;
        var life = Duration.between(begin, challenge.expiresAt());
        var notice = new Notice(code, challenge.reference(), clicked, life, origin, language);
        return challenge.isProof() ? writer.writeProof(to, notice, wording) : writer.write(to, notice, wording);
    }

    Contents withCode(String other) {
        return new Contents(other, destination, alternative, origin, language);
    }

    /** Whether another message would reach the same person, for the same site: who reads the one may know the other. */
    boolean goesWhere(Contents other) {
        return destinations().equals(other.destinations()) && origin.equals(other.origin);
    }

    private Set<Destination> destinations() {
        return alternative == null ? Set.of(destination) : Set.of(destination, alternative);
    }

    /** Nothing of it, because exceptions and debug output end up in logs. */
    @Override
    public String toString() {
        return "Contents[secret]";
    }
}
