package ontime.history.verdict;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.ledger.Moment;

/** Whether and when the code arrived, by the first of its messages that got through. */
final class ArrivalRules {

    private ArrivalRules() {}

    /** S1: it came when it was worth nothing. */
    static Optional<Finding> cameAfterExpiry(Case one) {
        var expiry = Optional.ofNullable(one.telling()).map(Challenge::expiresAt);
        return expiry.isEmpty() || one.verified()
                ? Optional.empty()
                : Arrival.of(one)
                        .filter(arrival -> !arrival.at().isBefore(expiry.get()))
                        .map(arrival -> cameAfterExpiry(arrival, expiry.get()));
    }

    private static Finding cameAfterExpiry(Arrival arrival, Instant expiry) {
        return new Finding(
                        VerdictCode.ARRIVED_AFTER_EXPIRY,
                        "The code " + arrival.verb() + " " + PlainWords.of(arrival.took())
                                + " after the click, when it had expired already" + arrival.spentInWords() + ".",
                        "Ask the person to click Log In again. " + arrival.advice(),
                        VerdictCode.ARRIVED_AFTER_EXPIRY.reply(),
                        Stream.of(new Evidence(expiry, "The code expired"), arrival.evidence()))
                .spentBy(arrival.spent());
    }

    /** S1: clicked at 10:00, came at 10:05. */
    static Optional<Finding> cameLate(Case one) {
        return Arrival.of(one)
                .filter(arrival -> arrival.took().compareTo(one.patience().late()) > 0)
                .filter(arrival -> one.verified() || !arrival.isOfFallback())
                .map(arrival -> new Finding(
                                VerdictCode.ARRIVED_LATE,
                                "The code " + arrival.verb() + " late, " + PlainWords.of(arrival.took())
                                        + " after the click" + arrival.spentInWords() + ".",
                                arrival.advice(),
                                "Your code was sent and took " + PlainWords.of(arrival.took())
                                        + ", which is longer than it should. We are sorry for the delay.",
                                Stream.of(arrival.evidence()))
                        .spentBy(arrival.spent()));
    }

    /** The provider took it, and nobody said what became of it. */
    static Optional<Finding> unconfirmed(Case one) {
        return untouched(one)
                .filter(arrival -> delivered(one).isEmpty())
                .map(arrival -> new Finding(
                        VerdictCode.CARRIER_UNCONFIRMED,
                        "The provider took the " + message(arrival.delivery()) + " at " + PlainWords.of(arrival.at())
                                + (arrival.delivery().status() == DeliveryState.UNKNOWN
                                        ? ". Nobody has confirmed its arrival, and nobody will any more"
                                        : ". Nobody has confirmed its arrival")
                                + ", and no code has been entered.",
                        arrival.delivery().channel() == Channel.EMAIL
                                ? "Ask the person to look into the junk folder. If nothing is there, suggest the code"
                                        + " by SMS."
                                : "Ask whether the phone has signal. If nothing comes, suggest the code by email.",
                        VerdictCode.CARRIER_UNCONFIRMED.reply(),
                        Stream.of(new Evidence(arrival.at(), "The provider accepted the message"))));
    }

    /** It is there, and nobody typed it. */
    static Optional<Finding> deliveredNotEntered(Case one) {
        return untouched(one)
                .flatMap(arrival -> delivered(one)
                        .map(message -> deliveredNotEntered(
                                message, message.ledger().at(Moment.DELIVERED).orElse(arrival.at()))));
    }

    private static Finding deliveredNotEntered(Delivery message, Instant at) {
        return new Finding(
                VerdictCode.DELIVERED_NOT_ENTERED,
                "The " + message(message) + " was delivered at " + PlainWords.of(at)
                        + ", and no code has been entered.",
                message.channel() == Channel.EMAIL
                        ? "Ask the person to look into the junk folder, and whether the address is theirs."
                        : "Ask the person whether the number is theirs and whether the phone filters unknown senders.",
                "Your code was delivered at " + PlainWords.of(at)
                        + ". Please look for it again, also among junk and filtered messages.",
                Stream.of(new Evidence(
                        at,
                        "Arrival reported"
                                + (message.confidence() == null ? "" : ", confidence " + message.confidence()))));
    }

    /** A message that got through, and that nobody has done anything with although there was time. */
    private static Optional<Arrival> untouched(Case one) {
        return one.verified() || !one.checks().isEmpty()
                ? Optional.empty()
                : Arrival.of(one)
                        .filter(arrival -> !one.alive()
                                || arrival.delivery().status() == DeliveryState.UNKNOWN
                                || !one.now()
                                        .isBefore(
                                                arrival.at().plus(one.patience().silent())));
    }

    private static Optional<Delivery> delivered(Case one) {
        return one.deliveries().stream()
                .filter(delivery -> delivery.status() == DeliveryState.DELIVERED)
                .findFirst();
    }

    private static String message(Delivery delivery) {
        return PlainWords.of(delivery.channel())
                + (delivery.destination() == null ? "" : " to " + delivery.destination());
    }
}
