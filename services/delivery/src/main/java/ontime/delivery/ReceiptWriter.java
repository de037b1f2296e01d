package ontime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;

/** Puts into words of the contract what became of a delivery. */
final class ReceiptWriter {

    private final String provider;
    private final Supplier<String> ids;

    /** @param provider short name of the provider whose calls are told */
    ReceiptWriter(String provider, Supplier<String> ids) {
        this.provider = provider;
        this.ids = ids;
    }

    DeliveryReceipt accepted(Call call, Outcome.Accepted accepted) {
        return of(call, DeliveryStatus.ACCEPTED)
                .setProviderMessageId(accepted.providerMessageId())
                .setConfidence(Confidence.PROVIDER)
                .build();
    }

    DeliveryReceipt deferred(Call call, Outcome.TryAgain deferred, Duration wait) {
        return of(call, DeliveryStatus.DEFERRED)
                .setReason(deferred.reason())
                .setDetail(deferred.detail())
                .setRetryAt(call.answeredAt().plus(wait))
                .build();
    }

    DeliveryReceipt failed(Call call, DeliveryReason reason, String detail) {
        return of(call, DeliveryStatus.FAILED)
                .setReason(reason)
                .setDetail(detail)
                .build();
    }

    /** No further call is made. */
    DeliveryReceipt dropped(Job job, int calls, DeliveryReason reason, Instant now) {
        return of(job, calls, DeliveryStatus.DROPPED, now).setReason(reason).build();
    }

    /** No call was made, because there was nothing to send. */
    DeliveryReceipt unreadable(Job job, String detail, Instant now) {
        return of(job, 0, DeliveryStatus.FAILED, now)
                .setReason(DeliveryReason.UNREADABLE)
                .setDetail(detail)
                .build();
    }

    private DeliveryReceipt.Builder of(Call call, DeliveryStatus status) {
        return of(call.job(), call.attempt(), status, call.answeredAt())
                .setProvider(provider)
                .setDispatchedAt(call.dispatchedAt());
    }

    private DeliveryReceipt.Builder of(Job job, int attempt, DeliveryStatus status, Instant now) {
        var request = job.request();
        return DeliveryReceipt.newBuilder()
                .setEventId(ids.get())
                .setTenant(request.getTenant())
                .setUserId(request.getUserId())
                .setLoginId(request.getLoginId())
                .setChallengeId(request.getChallengeId())
                .setDelivery(request.getDelivery())
                .setChannel(request.getChannel())
                .setCountry(request.getCountry())
                .setAttempt(attempt)
                .setStatus(status)
                .setPublishedAt(job.publishedAt())
                .setConsumedAt(job.consumedAt())
                .setOccurredAt(now)
                .setObservedAt(now);
    }
}
