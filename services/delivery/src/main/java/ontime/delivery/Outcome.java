package ontime.delivery;

import java.time.Duration;
import ontime.events.DeliveryReason;
import org.jspecify.annotations.Nullable;

/** What came of one call to a provider. Details are the provider's words and never name a destination. */
public sealed interface Outcome {

    /** The provider took the message. */
    record Accepted(String providerMessageId) implements Outcome {}

    /** The provider will never take this message; another call is in vain. */
    record Rejected(DeliveryReason reason, String detail) implements Outcome {}

    /**
     * It did not work this time.
     *
     * @param hint how long the provider asks us to wait; null when it did not say
     */
    record Deferred(
            DeliveryReason reason, String detail, @Nullable Duration hint) implements Outcome {}
}
