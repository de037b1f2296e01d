package ontime.gateway.correlation;

import java.time.Instant;
import ontime.events.Channel;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.gateway.report.MessageKey;
import org.jspecify.annotations.Nullable;

/**
 * A message that a provider has taken, and whose it is.
 *
 * @param route by which of the worker's routes it went; null when the worker did not say
 */
public record Handover(
        MessageKey key,
        String tenant,
        String userId,
        String loginId,
        String challengeId,
        int delivery,
        Channel channel,
        @Nullable String country,
        int attempt,
        @Nullable String route,
        @Nullable Instant dispatchedAt,
        Instant acceptedAt) {

    /** Null when the receipt is no handover, or one whose message nobody will be able to name. */
    public static @Nullable Handover of(DeliveryReceipt receipt) {
        var provider = receipt.getProvider();
        var messageId = receipt.getProviderMessageId();
        if (receipt.getStatus() != DeliveryStatus.ACCEPTED
                || receipt.getHeardBy() == HeardBy.GATEWAY
                || provider == null
                || messageId == null
                || !MessageKey.isOne(messageId)) {
            return null;
        }
        return new Handover(
                new MessageKey(provider, messageId),
                receipt.getTenant(),
                receipt.getUserId(),
                receipt.getLoginId(),
                receipt.getChallengeId(),
                receipt.getDelivery(),
                receipt.getChannel(),
                receipt.getCountry(),
                receipt.getAttempt(),
                receipt.getRoute(),
                receipt.getDispatchedAt(),
                receipt.getOccurredAt());
    }
}
