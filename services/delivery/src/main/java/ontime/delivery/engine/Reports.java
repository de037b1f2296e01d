package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/** Says what became of a delivery. */
final class Reports {

    private final Supplier<String> ids;

    Reports(Supplier<String> ids) {
        this.ids = ids;
    }

    Report accepted(Call call, Outcome.Accepted accepted, Instant now) {
        return new Report(
                call.delivery(),
                ids.get(),
                DeliveryStatus.ACCEPTED,
                call.attempt(),
                null,
                null,
                call,
                accepted.providerMessageId(),
                null,
                now);
    }

    Report deferred(Call call, Outcome.TryAgain deferred, Duration wait, Instant now) {
        return new Report(
                call.delivery(),
                ids.get(),
                DeliveryStatus.DEFERRED,
                call.attempt(),
                deferred.reason(),
                deferred.detail(),
                call,
                null,
                now.plus(wait),
                now);
    }

    Report failed(Call call, DeliveryReason reason, String detail, Instant now) {
        return new Report(
                call.delivery(),
                ids.get(),
                DeliveryStatus.FAILED,
                call.attempt(),
                reason,
                detail,
                call,
                null,
                null,
                now);
    }

    /** No call was made, because there was nothing to send. */
    Report unreadable(Delivery delivery, String detail, Instant now) {
        return withoutCall(delivery, DeliveryStatus.FAILED, 0, DeliveryReason.UNREADABLE, detail, now);
    }

    /** No further call is made. */
    Report dropped(Delivery delivery, DeliveryReason reason, Instant now) {
        return withoutCall(delivery, DeliveryStatus.DROPPED, delivery.attempts(), reason, null, now);
    }

    private Report withoutCall(
            Delivery delivery,
            DeliveryStatus status,
            int attempt,
            DeliveryReason reason,
            @Nullable String detail,
            Instant now) {
        return new Report(delivery, ids.get(), status, attempt, reason, detail, null, null, null, now);
    }
}
