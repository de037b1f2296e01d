package ontime.history.kafka;

import java.time.Instant;
import ontime.events.CodeChecked;
import ontime.events.DeliveryReceipt;
import ontime.events.LoginRefused;
import ontime.events.OtpRequested;
import ontime.events.OtpWithdrawn;
import ontime.history.facts.Fact;
import org.jspecify.annotations.Nullable;

/** What an event says, as a fact. What must not be kept is left out here. */
final class EventFacts {

    private static final Instant FIRST = Instant.EPOCH;
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private EventFacts() {}

    /**
     * The fact that an event tells.
     *
     * @throws UnreadableEvent when it is none of ours, or tells of a time that cannot be
     */
    static Fact of(@Nullable Object event) throws UnreadableEvent {
        return switch (event) {
            case OtpRequested requested -> requested(requested);
            case OtpWithdrawn withdrawn -> withdrawn(withdrawn);
            case DeliveryReceipt receipt -> reported(receipt);
            case CodeChecked check -> checked(check);
            case LoginRefused refusal -> refused(refusal);
            case null -> throw new UnreadableEvent("empty record");
            default ->
                throw new UnreadableEvent("unexpected event " + event.getClass().getSimpleName());
        };
    }

    private static Fact requested(OtpRequested event) throws UnreadableEvent {
        return new Fact.Requested(
                event.getEventId(),
                event.getTenant(),
                event.getUserId(),
                event.getLoginId(),
                event.getChallengeId(),
                event.getDelivery(),
                event.getSequence(),
                event.getReference(),
                event.getChannel(),
                event.getRequestedChannel(),
                event.getRoutingReason(),
                event.getMaskedDestination(),
                event.getDestinationFingerprint(),
                event.getCountry(),
                event.getContactVersion(),
                ifPlausible("clickedAt", event.getClickedAt()),
                plausible("requestedAt", event.getRequestedAt()),
                plausible("expiresAt", event.getExpiresAt()));
    }

    private static Fact withdrawn(OtpWithdrawn event) throws UnreadableEvent {
        return new Fact.Withdrawn(
                event.getEventId(),
                event.getTenant(),
                event.getUserId(),
                event.getLoginId(),
                event.getChallengeId(),
                event.getSequence(),
                event.getReason(),
                event.getReplacedBy(),
                plausible("withdrawnAt", event.getWithdrawnAt()));
    }

    private static Fact reported(DeliveryReceipt event) throws UnreadableEvent {
        return new Fact.Reported(
                event.getEventId(),
                event.getTenant(),
                event.getUserId(),
                event.getLoginId(),
                event.getChallengeId(),
                event.getDelivery(),
                event.getChannel(),
                event.getCountry(),
                event.getAttempt(),
                event.getStatus(),
                event.getReason(),
                event.getDetail(),
                event.getProvider(),
                event.getProviderMessageId(),
                event.getConfidence(),
                ifPlausible("publishedAt", event.getPublishedAt()),
                ifPlausible("consumedAt", event.getConsumedAt()),
                ifPlausible("dispatchedAt", event.getDispatchedAt()),
                plausible("occurredAt", event.getOccurredAt()),
                plausible("observedAt", event.getObservedAt()),
                ifPlausible("retryAt", event.getRetryAt()),
                event.getHeardBy(),
                event.getPermanent(),
                event.getCarrier(),
                event.getRoute());
    }

    private static Fact checked(CodeChecked event) throws UnreadableEvent {
        return new Fact.Checked(
                event.getEventId(),
                event.getTenant(),
                event.getUserId(),
                event.getLoginId(),
                event.getChallengeId(),
                event.getOutcome(),
                event.getAttemptsLeft(),
                plausible("checkedAt", event.getCheckedAt()),
                event.getMethod());
    }

    private static Fact refused(LoginRefused event) throws UnreadableEvent {
        return new Fact.Refused(
                event.getEventId(),
                event.getTenant(),
                event.getUserId(),
                event.getLoginId(),
                event.getReason(),
                event.getRoutingReason(),
                event.getLimit(),
                ifPlausible("retryAt", event.getRetryAt()),
                event.getDetail(),
                event.getRequestedChannel(),
                event.getMaskedDestination(),
                event.getDestinationFingerprint(),
                event.getCountry(),
                ifPlausible("clickedAt", event.getClickedAt()),
                plausible("refusedAt", event.getRefusedAt()));
    }

    private static @Nullable Instant ifPlausible(String field, @Nullable Instant instant) throws UnreadableEvent {
        return instant == null ? null : plausible(field, instant);
    }

    /** ISO 8601 has four digits for a year, and so have those who read our answers. */
    private static Instant plausible(String field, Instant instant) throws UnreadableEvent {
        if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
            throw new UnreadableEvent(field + " is out of range");
        }
        return instant;
    }
}
