package ontime.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Instant;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.Confidence;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.RefusalReason;
import ontime.events.RoutingReason;

/** The events of one login as the other services publish them; everything in them is named for the login. */
public record TestEvents(String loginId, String tenant, Instant click) {

    /** What must never leave a topic. */
    public static final String SEALED = "this-stands-for-a-sealed-payload";

    public OtpRequested requested() {
        return OtpRequested.newBuilder()
                .setEventId(loginId + "-requested")
                .setTenant(tenant)
                .setUserId("u-" + loginId)
                .setLoginId(loginId)
                .setChallengeId("c-" + loginId)
                .setDelivery(1)
                .setSequence(3)
                .setReference("K7")
                .setChannel(Channel.SMS)
                .setRequestedChannel(null)
                .setRoutingReason(RoutingReason.POLICY_DEFAULT)
                .setMaskedDestination("+44 •••• ••0123")
                .setDestinationFingerprint("fingerprint-" + loginId)
                .setCountry("GB")
                .setContactVersion(2L)
                .setClickedAt(click)
                .setRequestedAt(click.plusMillis(40))
                .setExpiresAt(click.plusSeconds(300))
                .setSealedFor("sms-1")
                .setSealed(ByteBuffer.wrap(SEALED.getBytes(UTF_8)))
                .build();
    }

    private DeliveryReceipt.Builder receipt(String name) {
        return DeliveryReceipt.newBuilder()
                .setEventId(loginId + "-" + name)
                .setTenant(tenant)
                .setUserId("u-" + loginId)
                .setLoginId(loginId)
                .setChallengeId("c-" + loginId)
                .setDelivery(1)
                .setChannel(Channel.SMS)
                .setCountry("GB")
                .setAttempt(1)
                .setReason(null)
                .setDetail(null)
                .setProvider("sns")
                .setRoute("eu-west-2")
                .setProviderMessageId("m-1")
                .setConfidence(null)
                .setPublishedAt(click.plusMillis(60))
                .setConsumedAt(click.plusMillis(75))
                .setDispatchedAt(click.plusMillis(90))
                .setRetryAt(null);
    }

    public DeliveryReceipt accepted() {
        return receipt("accepted")
                .setStatus(DeliveryStatus.ACCEPTED)
                .setOccurredAt(click.plusMillis(230))
                .setObservedAt(click.plusMillis(231))
                .build();
    }

    public DeliveryReceipt delivered() {
        return receipt("delivered")
                .setStatus(DeliveryStatus.DELIVERED)
                .setConfidence(Confidence.HANDSET)
                .setOccurredAt(click.plusMillis(2_230))
                .setObservedAt(click.plusMillis(2_500))
                .build();
    }

    public CodeChecked typed(CheckOutcome outcome, long afterMillis) {
        return CodeChecked.newBuilder()
                .setEventId(loginId + "-typed-" + afterMillis)
                .setTenant(tenant)
                .setUserId("u-" + loginId)
                .setLoginId(loginId)
                .setChallengeId("c-" + loginId)
                .setOutcome(outcome)
                .setAttemptsLeft(4)
                .setCheckedAt(click.plusMillis(afterMillis))
                .build();
    }

    public LoginRefused.Builder refused(RefusalReason reason) {
        return LoginRefused.newBuilder()
                .setEventId(loginId + "-refused")
                .setTenant(tenant)
                .setUserId("u-" + loginId)
                .setLoginId(loginId)
                .setReason(reason)
                .setRequestedChannel(Channel.SMS)
                .setMaskedDestination("+44 •••• ••0456")
                .setDestinationFingerprint("fingerprint-" + loginId)
                .setCountry("JE")
                .setClickedAt(click)
                .setRefusedAt(click.plusMillis(50));
    }
}
