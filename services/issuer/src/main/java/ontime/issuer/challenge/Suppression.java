package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;

/**
 * A destination that nothing is sent to for a while, because a message would not arrive or is not wanted.
 *
 * @param fingerprint of the destination
 * @param masked the destination, fit to be shown
 * @param challengeId whose message told
 */
public record Suppression(
        String tenant,
        String fingerprint,
        Channel channel,
        String masked,
        Cause cause,
        String challengeId,
        Instant since,
        Instant until) {

    /** Why, and for how long: a mailbox may be made anew, and people change their minds. */
    public enum Cause {
        /** The destination does not exist. */
        HARD_BOUNCE(Duration.ofDays(30)),
        /** The person called a message unwanted. */
        COMPLAINT(Duration.ofDays(180)),
        /** The person has told the provider to send no more. */
        OPTED_OUT(Duration.ofDays(30));

        private final Duration lasts;

        Cause(Duration lasts) {
            this.lasts = lasts;
        }

        Duration lasts() {
            return lasts;
        }

        /** Why this receipt's destination is to be suppressed; empty for every other receipt. */
        static Optional<Cause> of(DeliveryReceipt receipt) {
            var reason = receipt.getReason();
            if (reason == DeliveryReason.COMPLAINED) {
                return Optional.of(COMPLAINT);
            }
            if (receipt.getStatus() != DeliveryStatus.FAILED) {
                return Optional.empty();
            }
            if (reason == DeliveryReason.OPTED_OUT) {
                return Optional.of(OPTED_OUT);
            }
            // That a worker's call was refused may have other grounds; the network beyond it says what it means.
            return reason == DeliveryReason.INVALID_DESTINATION && Boolean.TRUE.equals(receipt.getPermanent())
                    ? Optional.of(HARD_BOUNCE)
                    : Optional.empty();
        }
    }
}
