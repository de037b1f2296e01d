package ontime.history.facts;

import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;
import org.jspecify.annotations.Nullable;

/** Which of the many instants of a delivery's facts are those of its ledger. */
final class Instants {

    private Instants() {}

    static Map<Moment, Instant> of(@Nullable Published request, List<Fact.Reported> receipts) {
        var instants = new EnumMap<Moment, Instant>(Moment.class);
        if (request != null) {
            var requested = (Fact.Requested) request.fact();
            // Only the first delivery began with the click; a resend or a fall-back begins with its own request.
            var clicked = requested.delivery() == 1 ? requested.clickedAt() : null;
            instants.put(Moment.CLICKED, clicked == null ? requested.requestedAt() : clicked);
            instants.put(Moment.REQUESTED, requested.requestedAt());
        }
        var published = earliest(receipts.stream(), Fact.Reported::publishedAt);
        if (published == null && request != null) {
            published = request.publishedAt();
        }
        put(instants, Moment.PUBLISHED, published);
        put(instants, Moment.CONSUMED, earliest(receipts.stream(), Fact.Reported::consumedAt));
        put(instants, Moment.DISPATCHED, dispatched(receipts));
        put(instants, Moment.ACCEPTED, earliest(in(DeliveryState.ACCEPTED, receipts), Fact.Reported::occurredAt));
        put(instants, Moment.DELIVERED, earliest(in(DeliveryState.DELIVERED, receipts), Fact.Reported::occurredAt));
        return instants;
    }

    private static void put(Map<Moment, Instant> instants, Moment moment, @Nullable Instant at) {
        if (at != null) {
            instants.put(moment, at);
        }
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

    /** The code was entered before a later call was answered: so an earlier call, which seemed to fail, had sent it. */
    static Ledger entered(Ledger ledger, Instant at, List<Attempt> attempts) {
        var sentBy = attempts.stream()
                .filter(Attempt::perhapsTaken)
                .map(Attempt::dispatchedAt)
                .flatMap(Stream::ofNullable)
                .filter(call -> call.isBefore(at))
                .max(Comparator.naturalOrder());
        if (sentBy.isEmpty() || ledger.at(Moment.ACCEPTED).filter(at::isAfter).isPresent()) {
            return ledger.with(Moment.ENTERED, at);
        }
        var instants = new EnumMap<Moment, Instant>(Moment.class);
        instants.putAll(ledger.instants());
        instants.remove(Moment.ACCEPTED);
        instants.remove(Moment.DELIVERED);
        instants.put(Moment.DISPATCHED, sentBy.get());
        instants.put(Moment.ENTERED, at);
        return Ledger.of(instants);
    }

    /** As it stood at an instant, with the last call that had been made by then. */
    static Ledger until(Ledger ledger, Instant end, List<Attempt> attempts) {
        var lastCall = attempts.stream()
                .map(Attempt::dispatchedAt)
                .flatMap(Stream::ofNullable)
                .filter(at -> !at.isAfter(end))
                .max(Comparator.naturalOrder());
        return ledger.at(Moment.DISPATCHED).filter(end::isBefore).isPresent() && lastCall.isPresent()
                ? ledger.with(Moment.DISPATCHED, lastCall.get()).until(end)
                : ledger.until(end);
    }
}
