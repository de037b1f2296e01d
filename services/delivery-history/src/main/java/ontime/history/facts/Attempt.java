package ontime.history.facts;

import java.time.Instant;
import ontime.events.DeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * One call to the provider within a delivery.
 *
 * @param attempt its number; after a crash of the worker the numbers begin anew, and two calls may have the same
 * @param detail the provider's own words
 * @param endedAt when the status became true
 * @param retryAt when the next attempt was due, where one was to follow
 */
public record Attempt(
        int attempt,
        @Nullable String provider,
        DeliveryState status,
        @Nullable DeliveryReason reason,
        @Nullable String detail,
        @Nullable String providerMessageId,
        @Nullable Instant dispatchedAt,
        Instant endedAt,
        @Nullable Instant retryAt) {

    /** When the call was made or, where nobody told, when it had ended. */
    Instant begun() {
        return dispatchedAt == null ? endedAt : dispatchedAt;
    }
}
