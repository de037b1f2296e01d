package ontime.history.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.ledger.Stage;
import ontime.history.verdict.PlainWords;

/** The stages of a delivery as rows of the waterfall. */
final class Stages {

    private Stages() {}

    /** A row for each stage whose end is known, and one for that which is under way. */
    static Stream<Waterfall.Row> rows(Challenge challenge, Delivery delivery, Scale scale, Instant now) {
        var rows = Stream.<Waterfall.Row>builder();
        var begun = delivery.begun().orElse(scale.start());
        var from = begun;
        for (var stage : delivery.ledger().stages().entrySet()) {
            var to = from.plus(stage.getValue());
            rows.add(row(stage.getKey(), from, to, scale, false));
            from = to;
        }
        var lastEnd = from;
        open(challenge, delivery)
                .filter(stage -> lastEnd.isBefore(now))
                .ifPresentOrElse(
                        stage -> rows.add(row(stage, lastEnd, now, scale, true)),
                        () -> neverEnded(challenge, delivery)
                                .ifPresent(stage -> rows.add(withoutEnd(stage, lastEnd, scale))));
        return rows.build();
    }

    /** The stage that a delivery is in, as long as something may still come of it. */
    static Optional<Stage> open(Challenge challenge, Delivery delivery) {
        if (!challenge.alive() || isOver(delivery.status())) {
            return Optional.empty();
        }
        var known = delivery.ledger().stages().keySet();
        return Stream.of(Stage.values())
                .filter(stage -> Stream.of(Stage.values())
                        .noneMatch(later -> later.compareTo(stage) >= 0 && known.contains(later)))
                .findFirst()
                // Between two calls nobody waits for the provider: the message is held until the next.
                .map(stage -> delivery.status().isAwaited() && stage.compareTo(Stage.HOLD) > 0 ? Stage.HOLD : stage);
    }

    /** The stage that nobody has told the end of, and perhaps nobody will. */
    private static Optional<Stage> neverEnded(Challenge challenge, Delivery delivery) {
        return challenge.alive() || isOver(delivery.status())
                ? Optional.empty()
                : Optional.ofNullable(delivery.ledger().open());
    }

    private static Waterfall.Row withoutEnd(Stage stage, Instant from, Scale scale) {
        return new Waterfall.Row(
                Words.spoken(stage),
                stage.spender(),
                List.of(),
                Words.since(scale.start(), from),
                "not known",
                "no end");
    }

    private static boolean isOver(DeliveryState status) {
        return switch (status) {
            case DROPPED, FAILED, RETURNED -> true;
            case REQUESTED, QUEUED, DEFERRED, ACCEPTED, UNKNOWN, DELIVERED -> false;
        };
    }

    private static Waterfall.Row row(Stage stage, Instant from, Instant to, Scale scale, boolean open) {
        var took = Duration.between(from, to);
        var name = Words.spoken(stage);
        var time = open ? PlainWords.of(took) + " so far" : PlainWords.of(took);
        var bars = took.isZero()
                ? List.<Waterfall.Bar>of()
                : List.of(new Waterfall.Bar(
                        scale.span(from, to), "stage-" + name + (open ? " open" : ""), name + " " + time));
        return new Waterfall.Row(
                name,
                stage.spender(),
                bars,
                Words.since(scale.start(), from),
                open ? "under way" : Words.since(scale.start(), to),
                time);
    }
}
