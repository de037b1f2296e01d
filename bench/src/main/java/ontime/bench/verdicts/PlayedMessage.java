package ontime.bench.verdicts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import ontime.events.Channel;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.HeardBy;
import ontime.events.OtpRequested;
import ontime.events.RoutingReason;
import ontime.events.Topic;
import org.jspecify.annotations.Nullable;

/** One message of a code: what its worker and the gateway say of it. Times are true; clocks are put on them here. */
final class PlayedMessage {

    private final PlayedLogin login;
    private final PlayedCode code;
    private final int delivery;
    private final Instant requestedAt;
    private final Channel channel;
    private final RoutingReason why;
    private final PlayedCode.Contact contact;
    private Instant publishedAt;
    private Instant consumedAt;
    private int attempt;
    private Instant lastCall = Instant.EPOCH;

    PlayedMessage(
            PlayedLogin login,
            PlayedCode code,
            int delivery,
            Instant requestedAt,
            Channel channel,
            RoutingReason why,
            PlayedCode.Contact contact) {
        this.login = login;
        this.code = code;
        this.delivery = delivery;
        this.requestedAt = requestedAt;
        this.channel = channel;
        this.why = why;
        this.contact = contact;
        this.publishedAt = requestedAt;
        this.consumedAt = requestedAt;
    }

    /** The issuer publishes it. */
    PlayedMessage published(Instant at) {
        publishedAt = at;
        consumedAt = at.plusMillis(10);
        login.publish(
                Topic.REQUESTS,
                PlayedLogin.TENANT + ":" + login.userId(),
                OtpRequested.newBuilder()
                        .setEventId(login.eventId("requested"))
                        .setTenant(PlayedLogin.TENANT)
                        .setUserId(login.userId())
                        .setLoginId(login.name())
                        .setChallengeId(code.challengeId())
                        .setDelivery(delivery)
                        .setSequence(code.sequence())
                        .setReference(code.reference())
                        .setChannel(channel)
                        .setRequestedChannel(null)
                        .setRoutingReason(why)
                        .setMaskedDestination(contact.destination())
                        .setDestinationFingerprint("fingerprint-of-" + contact.destination())
                        .setCountry(channel == Channel.SMS ? "GB" : null)
                        .setContactVersion(contact.version())
                        .setClickedAt(login.click().plus(login.clocks().authService()))
                        .setRequestedAt(requestedAt)
                        .setExpiresAt(code.expiresAt())
                        .setSealedFor("nobody")
                        .setSealed(ByteBuffer.wrap("sealed".getBytes(UTF_8)))
                        .build(),
                at);
        return this;
    }

    /** A worker reads it. Nothing tells so yet. */
    PlayedMessage consumed(Instant at) {
        consumedAt = at;
        return this;
    }

    PlayedMessage accepted(Instant call, Instant answer) {
        called(call);
        return receipt(DeliveryStatus.ACCEPTED, null, null, Confidence.PROVIDER, call, answer, null);
    }

    PlayedMessage deferred(Instant call, Instant answer, DeliveryReason reason, String detail, Instant retryAt) {
        called(call);
        return receipt(DeliveryStatus.DEFERRED, reason, detail, null, call, answer, retryAt);
    }

    PlayedMessage failed(Instant call, Instant answer, DeliveryReason reason) {
        called(call);
        return receipt(DeliveryStatus.FAILED, reason, "no", null, call, answer, null);
    }

    private void called(Instant call) {
        attempt++;
        lastCall = call;
    }

    PlayedMessage dropped(DeliveryReason reason, Instant at) {
        return receipt(DeliveryStatus.DROPPED, reason, null, null, null, at, null);
    }

    PlayedMessage delivered(Instant at) {
        return heard(DeliveryStatus.DELIVERED, null, login.chance().one(Confidence.CARRIER, Confidence.HANDSET), at);
    }

    PlayedMessage cameBack(DeliveryReason reason, Instant at) {
        return heard(DeliveryStatus.FAILED, reason, null, at);
    }

    PlayedMessage unknown(Instant at) {
        return heard(DeliveryStatus.UNKNOWN, DeliveryReason.NO_REPORT, null, at);
    }

    private PlayedMessage receipt(
            DeliveryStatus status,
            @Nullable DeliveryReason reason,
            @Nullable String detail,
            @Nullable Confidence confidence,
            @Nullable Instant call,
            Instant at,
            @Nullable Instant retryAt) {
        var clock = login.clocks().worker();
        return tell(
                receipt(status, reason, confidence)
                        .setDetail(detail)
                        .setProvider(call == null ? null : provider())
                        .setProviderMessageId(status == DeliveryStatus.ACCEPTED ? messageId() : null)
                        .setPublishedAt(publishedAt)
                        .setConsumedAt(consumedAt.plus(clock))
                        .setDispatchedAt(call == null ? null : call.plus(clock))
                        .setOccurredAt(at.plus(clock))
                        .setObservedAt(at.plus(clock))
                        .setRetryAt(retryAt == null ? null : retryAt.plus(clock)),
                at);
    }

    private PlayedMessage heard(
            DeliveryStatus status, @Nullable DeliveryReason reason, @Nullable Confidence confidence, Instant at) {
        var told = at.plus(login.chance().around(Duration.ofSeconds(2), 1));
        return tell(
                receipt(status, reason, confidence)
                        .setProvider(provider())
                        .setProviderMessageId(messageId())
                        .setDispatchedAt(lastCall.plus(login.clocks().worker()))
                        .setOccurredAt(at.plus(login.clocks().network()))
                        .setObservedAt(told)
                        .setHeardBy(HeardBy.GATEWAY)
                        .setCarrier(channel == Channel.SMS ? "Fiction Mobile" : null),
                told);
    }

    private DeliveryReceipt.Builder receipt(
            DeliveryStatus status, @Nullable DeliveryReason reason, @Nullable Confidence confidence) {
        return DeliveryReceipt.newBuilder()
                .setEventId(login.eventId("receipt"))
                .setTenant(PlayedLogin.TENANT)
                .setUserId(login.userId())
                .setLoginId(login.name())
                .setChallengeId(code.challengeId())
                .setDelivery(delivery)
                .setChannel(channel)
                .setCountry(channel == Channel.SMS ? "GB" : null)
                .setAttempt(attempt)
                .setStatus(status)
                .setReason(reason)
                .setConfidence(confidence);
    }

    private PlayedMessage tell(DeliveryReceipt.Builder receipt, Instant at) {
        login.publish(Topic.RECEIPTS, code.challengeId(), receipt.build(), at);
        return this;
    }

    private String provider() {
        return channel == Channel.SMS ? "sns" : "smtp";
    }

    private String messageId() {
        return "m-" + code.challengeId() + "-" + delivery + "-" + attempt;
    }

    Channel channel() {
        return channel;
    }
}
