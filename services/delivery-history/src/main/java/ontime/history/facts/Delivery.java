package ontime.history.facts;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.RoutingReason;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;
import ontime.history.ledger.Stage;
import org.jspecify.annotations.Nullable;

/**
 * The sending of one challenge over one channel, as far as its facts tell.
 *
 * @param delivery number within the challenge, from 1
 * @param destination masked; null, like the routing, while only receipts have been read
 * @param carrier the phone network, as the provider writes it, where it was told
 * @param reason why the status is what it is, where a receipt said so
 * @param confidence the best that was reported: PROVIDER once it was accepted, more once it was delivered; null before
 * @param endedAt when it was known that it would not arrive; null while it may
 */
public record Delivery(
        int delivery,
        Channel channel,
        @Nullable String provider,
        @Nullable String destination,
        @Nullable String country,
        @Nullable String carrier,
        DeliveryState status,
        @Nullable DeliveryReason reason,
        @Nullable Confidence confidence,
        @Nullable Long contactVersion,
        @Nullable Routing routing,
        List<Attempt> attempts,
        @Nullable Instant retryAt,
        @Nullable Instant endedAt,
        Ledger ledger) {

    /** By time before number, because the numbers of a replay begin anew. */
    private static final Comparator<Fact.Reported> NEWEST_FIRST = comparing(Fact.Reported::occurredAt)
            .thenComparingInt(Fact.Reported::attempt)
            .thenComparing(Fact.Reported::eventId)
            .reversed();

    static Delivery of(int number, @Nullable Published request, List<Fact.Reported> receipts) {
        var requested = request == null ? null : (Fact.Requested) request.fact();
        var telling = receipts.stream().min(Calls.STRONGEST_FIRST).orElse(null);
        var status = telling == null ? DeliveryState.REQUESTED : telling.state();
        var last = receipts.stream().min(NEWEST_FIRST).orElse(null);
        var endedAt = telling != null && status.isLost() ? telling.occurredAt() : null;
        var ledger = Ledger.of(Instants.of(request, receipts));
        return new Delivery(
                number,
                requested != null ? requested.channel() : telling == null ? Channel.OTHER : telling.channel(),
                Calls.first(receipts, Fact.Reported::provider),
                requested == null ? null : requested.maskedDestination(),
                requested == null ? Calls.first(receipts, Fact.Reported::country) : requested.country(),
                Calls.first(receipts, Fact.Reported::carrier),
                status,
                telling == null ? null : telling.reason(),
                receipts.stream()
                        .map(Fact.Reported::confidence)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                requested == null ? null : requested.contactVersion(),
                requested == null
                        ? null
                        : new Routing(requested.requestedChannel(), requested.channel(), requested.routingReason()),
                Calls.in(receipts),
                status == DeliveryState.DEFERRED && last != null ? last.retryAt() : null,
                endedAt,
                endedAt == null ? ledger : ledger.endedAt(endedAt));
    }

    /** The same delivery, credited with the code that was entered. */
    Delivery entered(Instant at) {
        return with(attempts, Instants.entered(ledger, at, attempts));
    }

    private Delivery with(List<Attempt> calls, Ledger times) {
        return new Delivery(
                delivery,
                channel,
                provider,
                destination,
                country,
                carrier,
                status,
                reason,
                confidence,
                contactVersion,
                routing,
                calls,
                retryAt,
                endedAt,
                times);
    }

    /** When the message reached the person, as exactly as is known: at the latest when the code was entered. */
    public Optional<Instant> arrival() {
        var reported = status == DeliveryState.RETURNED
                ? Optional.<Instant>empty()
                : ledger.at(Moment.DELIVERED).or(() -> ledger.at(Moment.ACCEPTED));
        var entered = ledger.at(Moment.ENTERED);
        return Stream.of(reported, entered).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /** When this delivery began: the click for the first of a challenge, its own request for every other. */
    public Optional<Instant> begun() {
        return ledger.begun();
    }

    /** The milliseconds of a stage, where its end is known. */
    public Optional<Duration> in(Stage stage) {
        return ledger.in(stage);
    }

    /** The delivery as it stood at an instant: without the calls and the instants that came later. */
    public Delivery until(Instant end) {
        var made = attempts.stream()
                .filter(attempt -> !attempt.begun().isAfter(end))
                .toList();
        var last = endedAt != null && endedAt.isBefore(end) ? endedAt : end;
        return with(made, Instants.until(ledger, last, attempts));
    }

    public boolean routedBy(RoutingReason why) {
        return routing != null && routing.reason() == why;
    }

    /** How many attempts ended for this reason. */
    public long attemptsEndedBy(DeliveryReason why) {
        return attempts.stream().filter(attempt -> attempt.reason() == why).count();
    }

    /** Whether a call that brought no answer may have sent the message, and nothing more is known of it. */
    public boolean isPerhapsSent() {
        return !status.isSent()
                && status != DeliveryState.RETURNED
                && attempts.stream().anyMatch(Attempt::perhapsTaken);
    }

    /** Whether so much is known of it, or so much time has passed, that it can be judged. */
    public boolean isJudgeable(Instant now, Duration patience) {
        return endedAt != null
                || status == DeliveryState.DELIVERED
                || status == DeliveryState.UNKNOWN
                || ledger.at(Moment.ENTERED).isPresent()
                || begun().filter(since -> now.isBefore(since.plus(patience))).isEmpty();
    }
}
