package ontime.delivery;

import ontime.sealing.Message;

/**
 * A company, or a server of our own, that takes messages. It makes one call and says what came of it; it never tries
 * again by itself, because only the engine knows whether the code is still worth sending.
 */
public interface Provider {

    /** Short name for receipts and metrics, for example {@code sns}. */
    String name();

    /**
     * Makes one call. Returns within the provider's own time-out and does not throw for anything that the other side
     * did.
     *
     * @param message what to send and where; secret
     * @param deliveryId identifies the delivery for the provider's own records; not secret
     */
    Outcome send(Message message, String deliveryId);
}
