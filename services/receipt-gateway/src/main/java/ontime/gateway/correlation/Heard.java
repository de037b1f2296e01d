package ontime.gateway.correlation;

import java.time.Instant;
import java.util.UUID;
import ontime.events.Confidence;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.gateway.report.Report;
import org.jspecify.annotations.Nullable;

/**
 * A report that has met its delivery.
 *
 * @param id of the report, by which readers tell a repeated event
 * @param traceparent of the handover; null when it has none
 */
public record Heard(
        UUID id,
        Report report,
        Handover of,
        Instant observedAt,
        @Nullable String traceparent) {

    /** The event that everybody is told. */
    public DeliveryReceipt receipt() {
        var meaning = report.meaning();
        return DeliveryReceipt.newBuilder()
                .setEventId(id.toString())
                .setTenant(of.tenant())
                .setUserId(of.userId())
                .setLoginId(of.loginId())
                .setChallengeId(of.challengeId())
                .setDelivery(of.delivery())
                .setChannel(of.channel())
                .setCountry(of.country())
                .setAttempt(of.attempt())
                .setStatus(meaning.status())
                .setReason(meaning.reason())
                .setDetail(report.detail())
                .setProvider(of.key().provider())
                .setRoute(of.route())
                .setProviderMessageId(of.key().messageId())
                .setConfidence(meaning.status() == DeliveryStatus.DELIVERED ? confidence() : null)
                .setDispatchedAt(of.dispatchedAt())
                .setOccurredAt(report.occurredAt())
                .setObservedAt(observedAt)
                .setHeardBy(HeardBy.GATEWAY)
                .setPermanent(meaning.permanent())
                .setCarrier(report.network().carrier())
                .setMcc(report.network().mcc())
                .setMnc(report.network().mnc())
                .build();
    }

    private Confidence confidence() {
        var told = report.meaning().confidence();
        return told == null ? Confidence.CARRIER : told;
    }
}
