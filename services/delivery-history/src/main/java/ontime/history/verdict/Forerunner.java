package ontime.history.verdict;

import static java.util.Comparator.comparingInt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;

/**
 * A message that another one of the same code followed, and how far it had come by then.
 *
 * @param delivery as it is known now
 * @param begun when it was asked for; of the first message, when the person clicked
 * @param end when the other one was asked for
 * @param ledger of the time between the two
 */
record Forerunner(Delivery delivery, Instant begun, Instant end, Ledger ledger) {

    /** The message before this one, if there was one and both requests have been read. */
    static Optional<Forerunner> of(Delivery follower, Challenge challenge) {
        return challenge.deliveries().stream()
                .filter(earlier -> earlier.delivery() < follower.delivery())
                .max(comparingInt(Delivery::delivery))
                .flatMap(earlier -> earlier.begun()
                        .flatMap(begun -> follower.begun()
                                .map(end -> new Forerunner(earlier, begun, end, earlier.ledgerUntil(end)))));
    }

    Duration waited() {
        return begun.isBefore(end) ? Duration.between(begun, end) : Duration.ZERO;
    }

    /** Why another message was to follow. */
    String fate() {
        var message = PlainWords.of(delivery.channel());
        if (hadFailed()) {
            return "The " + message
                    + (delivery.status() == DeliveryState.RETURNED
                            ? " did not arrive, because "
                            : " was not sent, because ")
                    + SendingFinding.why(delivery);
        }
        var accepted = delivery.ledger().at(Moment.ACCEPTED).filter(at -> !at.isAfter(end));
        return accepted.isPresent()
                ? "The provider took the " + message + ", but nobody confirmed its arrival in time"
                : "The provider did not take the " + message + " in time";
    }

    /** What came later is not why: a message may fail, or not be wanted any more, when the other one is there. */
    private boolean hadFailed() {
        return delivery.status().told() == DeliveryState.FAILED
                && delivery.attempts().stream()
                        .allMatch(attempt -> !attempt.endedAt().isAfter(end));
    }

    /** For example {@code 19 s of these were spent by the provider}. */
    Optional<String> spenders() {
        return ledger.slowest()
                .map(stage -> PlainWords.of(ledger.stages().getOrDefault(stage, Duration.ZERO))
                        + " of these were spent by " + stage.spender());
    }
}
