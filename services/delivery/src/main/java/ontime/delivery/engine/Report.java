package ontime.delivery.engine;

import java.time.Instant;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * What is to be told of a delivery in one receipt. Published again when the broker did not take it, with the same
 * identifier.
 *
 * @param eventId identifies the receipt
 * @param attempt number of the call that it tells of, or of calls that were made before; 0 for none
 * @param reason why, unless all is well
 * @param detail the provider's own words; never a destination or a message
 * @param call the call that it tells of; null when no call was made
 * @param providerMessageId the provider's identifier of the message
 * @param retryAt when the next attempt is due
 * @param at when it became true
 */
public record Report(
        Delivery delivery,
        String eventId,
        DeliveryStatus status,
        int attempt,
        @Nullable DeliveryReason reason,
        @Nullable String detail,
        @Nullable Call call,
        @Nullable String providerMessageId,
        @Nullable Instant retryAt,
        Instant at) {}
