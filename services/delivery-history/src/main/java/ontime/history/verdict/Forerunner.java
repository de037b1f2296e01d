package ontime.history.verdict;

import static java.util.Comparator.comparingInt;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.ledger.Moment;

/**
 * A message that another one of the same code followed, and how far it had come by then.
 *
 * @param delivery as it is known now
 * @param begun when it was asked for; of the first message, when the person clicked
 * @param end when the other one was asked for
 */
record Forerunner(Delivery delivery, Instant begun, Instant end) {

    /** The message before this one, if there was one and both requests have been read. */
    static Optional<Forerunner> of(Delivery follower, Challenge challenge) {
        return challenge.deliveries().stream()
                .filter(earlier -> earlier.delivery() < follower.delivery())
                .max(comparingInt(Delivery::delivery))
                .flatMap(earlier -> earlier.begun()
                        .flatMap(begun -> follower.begun().map(end -> new Forerunner(earlier, begun, end))));
    }

    Duration waited() {
        return Spent.between(begun, end);
    }

    /** Why another message was to follow. */
    String fate() {
        var message = PlainWords.of(delivery.channel());
        if (hadFailed()) {
            return "The " + message
                    + (delivery.status() == DeliveryState.RETURNED
                            ? " did not arrive, because "
                            : " was not sent, because ")
                    + Why.of(delivery).words();
        }
        return taken().filter(at -> !at.isAfter(end)).isPresent()
                ? "The provider took the " + message + ", but nobody confirmed its arrival in time"
                : "The provider did not take the " + message + " in time";
    }

    /** What came later is not why: a message may fail, or not be wanted any more, when the other one is there. */
    private boolean hadFailed() {
        return delivery.status().told() == DeliveryState.FAILED
                && (delivery.endedAt() == null || !delivery.endedAt().isAfter(end));
    }

    /** When the provider took this one, too, so that the person may have both; empty when it did not. */
    Optional<Instant> taken() {
        return delivery.status().isSent() ? delivery.ledger().at(Moment.ACCEPTED) : Optional.empty();
    }

    Optional<Spent> most() {
        return Spent.mostOf(delivery.until(end));
    }

    /** For example {@code ; 19 s of these were spent by the provider}. */
    Optional<String> spentInWords() {
        return most().map(spent -> "; " + PlainWords.of(spent.time()) + " of these were spent by "
                + spent.by().words());
    }
}
