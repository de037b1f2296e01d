package ontime.delivery;

import java.time.Duration;
import ontime.events.DeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * What came of one call to a provider. Some answers speak of the one message and some of the route that it took: a bad
 * number says nothing of the provider's health, and a provider that is down nothing of the number. Details are the
 * provider's words and never name a destination.
 */
public sealed interface Outcome {

    /** The provider took the message. */
    record Accepted(String providerMessageId) implements Outcome {}

    /** Speaks of the message: no provider will ever take it, and another call is in vain. */
    record Rejected(DeliveryReason reason, String detail) implements Outcome {}

    /**
     * Speaks of the route: it takes nothing from us until somebody has done something about it, such as credentials or
     * a spend limit. The same message may go by another route; where there is none, its delivery has failed.
     */
    record Refused(DeliveryReason reason, String detail) implements Outcome {}

    /** It did not work this time. */
    sealed interface TryAgain extends Outcome {

        DeliveryReason reason();

        String detail();

        /** How long the provider asks us to wait; null when it did not say. */
        @Nullable
        Duration hint();
    }

    /** Speaks of the message: its receiver wants it later, while the route takes others. */
    record Deferred(
            DeliveryReason reason, String detail, @Nullable Duration hint) implements TryAgain {}

    /** Speaks of the route: it works, and we are too fast for it. */
    record Throttled(String detail, @Nullable Duration hint) implements TryAgain {

        @Override
        public DeliveryReason reason() {
            return DeliveryReason.THROTTLED;
        }
    }

    /**
     * Speaks of the route: it could not be reached, did not answer, or failed on its side.
     *
     * @param perhapsTaken whether the provider may have taken the message all the same, so that another call may send
     *     it twice
     */
    record Unavailable(
            DeliveryReason reason, String detail, @Nullable Duration hint, boolean perhapsTaken) implements TryAgain {}
}
