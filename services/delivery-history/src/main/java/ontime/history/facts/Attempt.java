package ontime.history.facts;

import java.time.Instant;
import ontime.events.DeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * One call to the provider within a delivery.
 *
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
        @Nullable Instant retryAt) {}
