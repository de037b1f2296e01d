package ontime.delivery.kafka;

import ontime.delivery.engine.Report;
import ontime.events.Confidence;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;

/** Puts into words of the contract what became of a delivery. */
final class ReceiptWriter {

    private ReceiptWriter() {}

    static DeliveryReceipt write(Report report, OtpRequested request, ReceivedRecord record) {
        var call = report.call();
        return DeliveryReceipt.newBuilder()
                .setEventId(report.eventId())
                .setTenant(request.getTenant())
                .setUserId(request.getUserId())
                .setLoginId(request.getLoginId())
                .setChallengeId(request.getChallengeId())
                .setDelivery(request.getDelivery())
                .setChannel(request.getChannel())
                .setCountry(request.getCountry())
                .setAttempt(report.attempt())
                .setStatus(report.status())
                .setReason(report.reason())
                .setDetail(report.detail())
                .setProvider(call == null ? null : call.route().provider().name())
                .setRoute(call == null ? null : call.route().name())
                .setProviderMessageId(report.providerMessageId())
                .setConfidence(report.status() == DeliveryStatus.ACCEPTED ? Confidence.PROVIDER : null)
                .setPublishedAt(record.publishedAt())
                .setConsumedAt(record.consumedAt())
                .setDispatchedAt(call == null ? null : call.begunAt())
                .setOccurredAt(report.at())
                .setObservedAt(report.at())
                .setRetryAt(report.retryAt())
                .build();
    }
}
