package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.history.facts.Attempt;
import ontime.history.facts.Check;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.ledger.Moment;

/** The calls to the provider, and what was typed, as rows of the waterfall. */
final class CallRows {

    private CallRows() {}

    /** A row with every call, where there was more than one: one call alone is the stage "provider". */
    static Stream<Waterfall.Row> rows(Delivery delivery, Scale scale) {
        if (delivery.attempts().size() < 2) {
            return Stream.empty();
        }
        var bars = delivery.attempts().stream()
                .map(attempt -> bar(attempt, delivery, scale))
                .toList();
        return Stream.of(new Waterfall.Row(
                "calls",
                null,
                bars,
                Words.since(scale.start(), begun(delivery.attempts().getFirst())),
                Words.since(scale.start(), answered(delivery.attempts().getLast(), delivery)),
                bars.size() + " tries"));
    }

    private static Waterfall.Bar bar(Attempt attempt, Delivery delivery, Scale scale) {
        return new Waterfall.Bar(
                scale.span(begun(attempt), answered(attempt, delivery)),
                "call-" + look(attempt.status()),
                "try " + attempt.attempt() + " " + Words.spoken(attempt.status().told()));
    }

    private static Instant begun(Attempt attempt) {
        return Objects.requireNonNullElse(attempt.dispatchedAt(), attempt.endedAt());
    }

    /** The call was over when the provider answered, whatever was heard of the message afterwards. */
    private static Instant answered(Attempt attempt, Delivery delivery) {
        return switch (attempt.status()) {
            case REQUESTED, QUEUED, DEFERRED, DROPPED, FAILED, ACCEPTED -> attempt.endedAt();
            case UNKNOWN, DELIVERED, RETURNED ->
                delivery.ledger()
                        .at(Moment.ACCEPTED)
                        .filter(accepted -> accepted.isBefore(attempt.endedAt()))
                        .orElse(begun(attempt));
        };
    }

    private static String look(DeliveryState status) {
        return switch (status) {
            case ACCEPTED, DELIVERED, UNKNOWN -> "ok";
            case REQUESTED, QUEUED, DEFERRED -> "again";
            case DROPPED, FAILED, RETURNED -> "bad";
        };
    }

    /** A row with everything that was typed. */
    static Stream<Waterfall.Row> typed(List<Check> checks, Scale scale) {
        if (checks.isEmpty()) {
            return Stream.empty();
        }
        var bars = checks.stream()
                .map(check -> new Waterfall.Bar(
                        scale.span(check.checkedAt(), check.checkedAt().plus(Duration.ofMillis(1))),
                        check.outcome() == CheckOutcome.VERIFIED ? "typed-ok" : "typed-bad",
                        "typed: " + Words.spoken(check.outcome())))
                .toList();
        return Stream.of(new Waterfall.Row(
                "typed",
                null,
                bars,
                Words.since(scale.start(), checks.getFirst().checkedAt()),
                Words.since(scale.start(), checks.getLast().checkedAt()),
                checks.size() == 1 ? "once" : checks.size() + " times"));
    }
}
