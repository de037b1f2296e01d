package ontime.history.facts;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
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
 * @param reason why the status is what it is, where a receipt said so
 * @param confidence the best that was reported: PROVIDER once it was accepted, more once it was delivered; null before
 */
public record Delivery(
        int delivery,
        Channel channel,
        @Nullable String provider,
        @Nullable String destination,
        @Nullable String country,
        DeliveryState status,
        @Nullable DeliveryReason reason,
        @Nullable Confidence confidence,
        @Nullable Long contactVersion,
        @Nullable Routing routing,
        List<Attempt> attempts,
        @Nullable Instant retryAt,
        Ledger ledger) {

    /** Receipts in the order of what they prove, the strongest first; the rest only makes the order total. */
    private static final Comparator<Fact.Reported> STRONGEST_FIRST = comparing(Fact.Reported::state)
            .reversed()
            .thenComparing(Fact.Reported::occurredAt)
            .thenComparing(Fact.Reported::eventId);

    /** By time before number, because the numbers of a replay begin anew. */
    private static final Comparator<Fact.Reported> NEWEST_FIRST = comparing(Fact.Reported::occurredAt)
            .thenComparingInt(Fact.Reported::attempt)
            .thenComparing(Fact.Reported::eventId)
            .reversed();

    private static final Comparator<Attempt> IN_ORDER_OF_TIME =
            comparing(Attempt::begun).thenComparingInt(Attempt::attempt);

    static Delivery of(int number, @Nullable Published request, List<Fact.Reported> receipts) {
        var requested = request == null ? null : (Fact.Requested) request.fact();
        var telling = receipts.stream().min(STRONGEST_FIRST).orElse(null);
        var status = telling == null ? DeliveryState.REQUESTED : telling.state();
        var last = receipts.stream().min(NEWEST_FIRST).orElse(null);
        return new Delivery(
                number,
                requested != null ? requested.channel() : telling == null ? Channel.OTHER : telling.channel(),
                first(receipts, Fact.Reported::provider),
                requested == null ? null : requested.maskedDestination(),
                requested == null ? first(receipts, Fact.Reported::country) : requested.country(),
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
                attempts(receipts),
                status == DeliveryState.DEFERRED && last != null ? last.retryAt() : null,
                Ledger.of(instants(request, receipts)));
    }

    private static List<Attempt> attempts(Collection<Fact.Reported> receipts) {
        return receipts.stream()
                .filter(receipt -> receipt.attempt() > 0)
                .collect(Collectors.groupingBy(Fact.Reported::attempt))
                .values()
                .stream()
                .flatMap(Delivery::calls)
                .map(Delivery::attempt)
                .sorted(IN_ORDER_OF_TIME)
                .toList();
    }

    /**
     * The calls of one number. After a crash a worker counts from 1 again, so a number alone may be that of two calls.
     * What was heard later, without the instant of a call, belongs to the call that got furthest.
     */
    private static Stream<List<Fact.Reported>> calls(List<Fact.Reported> receipts) {
        var furthest = receipts.stream()
                .sorted(STRONGEST_FIRST)
                .map(Fact.Reported::dispatchedAt)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(Instant.EPOCH);
        return receipts.stream()
                .collect(Collectors.groupingBy(receipt -> Objects.requireNonNullElse(receipt.dispatchedAt(), furthest)))
                .values()
                .stream();
    }

    private static Attempt attempt(List<Fact.Reported> receipts) {
        var telling = receipts.stream().min(STRONGEST_FIRST).orElseThrow();
        return new Attempt(
                telling.attempt(),
                first(receipts, Fact.Reported::provider),
                telling.state(),
                telling.reason(),
                telling.detail(),
                first(receipts, Fact.Reported::providerMessageId),
                earliest(receipts.stream(), Fact.Reported::dispatchedAt),
                telling.occurredAt(),
                telling.retryAt());
    }

    private static Map<Moment, Instant> instants(@Nullable Published request, List<Fact.Reported> receipts) {
        var instants = new EnumMap<Moment, @Nullable Instant>(Moment.class);
        var published = earliest(receipts.stream(), Fact.Reported::publishedAt);
        if (request != null) {
            var requested = (Fact.Requested) request.fact();
            // Only the first delivery began with the click; a resend or a fall-back begins with its own request.
            instants.put(Moment.CLICKED, requested.delivery() == 1 ? requested.clicked() : requested.requestedAt());
            instants.put(Moment.REQUESTED, requested.requestedAt());
            published = published == null ? request.publishedAt() : published;
        }
        instants.put(Moment.PUBLISHED, published);
        instants.put(Moment.CONSUMED, earliest(receipts.stream(), Fact.Reported::consumedAt));
        instants.put(Moment.DISPATCHED, dispatched(receipts));
        instants.put(Moment.ACCEPTED, earliest(in(DeliveryState.ACCEPTED, receipts), Fact.Reported::occurredAt));
        instants.put(Moment.DELIVERED, earliest(in(DeliveryState.DELIVERED, receipts), Fact.Reported::occurredAt));
        instants.values().removeIf(Objects::isNull);
        @SuppressWarnings("NullAway") // the line above left no null
        Map<Moment, Instant> known = instants;
        return known;
    }

    /** The call that the provider took; while it took none, the last one. */
    private static @Nullable Instant dispatched(List<Fact.Reported> receipts) {
        var accepted = earliest(in(DeliveryState.ACCEPTED, receipts), Fact.Reported::dispatchedAt);
        return accepted != null
                ? accepted
                : receipts.stream()
                        .map(Fact.Reported::dispatchedAt)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null);
    }

    private static Stream<Fact.Reported> in(DeliveryState state, List<Fact.Reported> receipts) {
        return receipts.stream().filter(receipt -> receipt.state() == state);
    }

    private static @Nullable Instant earliest(
            Stream<Fact.Reported> receipts, Function<Fact.Reported, @Nullable Instant> instant) {
        return receipts.map(instant)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static @Nullable String first(
            Collection<Fact.Reported> receipts, Function<Fact.Reported, @Nullable String> property) {
        return receipts.stream()
                .sorted(STRONGEST_FIRST)
                .map(property)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The same delivery, credited with the code that was entered. */
    Delivery entered(Instant at) {
        var instants = new EnumMap<Moment, Instant>(Moment.class);
        instants.putAll(ledger.instants());
        instants.put(Moment.ENTERED, at);
        return new Delivery(
                delivery,
                channel,
                provider,
                destination,
                country,
                status,
                reason,
                confidence,
                contactVersion,
                routing,
                attempts,
                retryAt,
                Ledger.of(instants));
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
        return ledger.at(Moment.CLICKED);
    }

    /** The milliseconds of a stage, where its end is known. */
    public Optional<Duration> in(Stage stage) {
        return Optional.ofNullable(ledger.stages().get(stage));
    }

    /** The ledger as it stood at an instant, with the last call that had been made by then. */
    public Ledger ledgerUntil(Instant end) {
        var instants = new EnumMap<Moment, Instant>(Moment.class);
        instants.putAll(ledger.instants());
        if (ledger.at(Moment.DISPATCHED).filter(end::isBefore).isPresent()) {
            attempts.stream()
                    .flatMap(attempt -> Stream.ofNullable(attempt.dispatchedAt()))
                    .filter(at -> !at.isAfter(end))
                    .max(Comparator.naturalOrder())
                    .ifPresent(at -> instants.put(Moment.DISPATCHED, at));
        }
        return Ledger.of(instants).until(end);
    }

    public boolean routedBy(RoutingReason why) {
        return routing != null && routing.reason() == why;
    }

    /** How many attempts ended for this reason. */
    public long attemptsEndedBy(DeliveryReason reason) {
        return attempts.stream().filter(attempt -> attempt.reason() == reason).count();
    }
}
