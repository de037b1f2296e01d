package ontime.history.verdict;

import java.time.Duration;
import java.util.Optional;
import ontime.events.DeliveryReason;
import ontime.history.facts.Attempt;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;

/** What the calls to the provider tell: answers that were lost, messages that went twice, and that it was too much. */
final class CallRules {

    private CallRules() {}

    /** A call brought no answer, and was not repeated, because the code was not wanted any more. */
    static Optional<Finding> perhapsSent(Case one) {
        return one.verified()
                ? Optional.empty()
                : one.deliveries().reversed().stream()
                        .filter(Delivery::isPerhapsSent)
                        .filter(message -> !one.isUnderWay(message))
                        .findFirst()
                        .map(message -> new Finding(
                                VerdictCode.PERHAPS_SENT,
                                "The " + PlainWords.of(message.channel()) + " may still arrive: "
                                        + Why.provider(message)
                                        + " did not say whether it took it"
                                        + (message.status() == DeliveryState.DROPPED
                                                ? ", and we did not try again, because "
                                                        + Why.of(message).words()
                                                : "")
                                        + ".",
                                "Tell the person to use only a message with the reference that the page shows; this one"
                                        + " says " + one.reference() + ".",
                                VerdictCode.PERHAPS_SENT.reply(),
                                Why.callsAndEnd(message)));
    }

    /** The provider asked us to slow down, and the person waits for it. */
    static Optional<Finding> throttled(Case one) {
        return one.deliveries().stream()
                .filter(message -> message.attemptsEndedBy(DeliveryReason.THROTTLED) > 0)
                .filter(message ->
                        !one.anySent() || isSentLate(message, one.patience().late()))
                .findFirst()
                .map(message -> {
                    var times = message.attemptsEndedBy(DeliveryReason.THROTTLED);
                    var provider = Why.provider(message);
                    return new Finding(
                                    VerdictCode.PROVIDER_THROTTLED,
                                    Character.toUpperCase(provider.charAt(0)) + provider.substring(1)
                                            + " asked us to slow down" + (times == 1 ? "" : ", " + times + " times")
                                            + CourseRules.nextTry(message, one) + ".",
                                    "Ask the person to wait for the code. Tell operations: the sending rate is at its"
                                            + " limit.",
                                    VerdictCode.PROVIDER_THROTTLED.reply(),
                                    Why.calls(message))
                            .spentBy(Spent.mostOf(message).orElse(null));
                });
    }

    private static boolean isSentLate(Delivery message, Duration late) {
        return message.status().isSent()
                && message.begun()
                        .flatMap(begun -> message.arrival().map(arrival -> Spent.between(begun, arrival)))
                        .filter(took -> took.compareTo(late) > 0)
                        .isPresent();
    }

    /** The same message went to the provider more than once, after a crash or a call that brought no answer. */
    static Optional<Finding> sentTwice(Case one) {
        return one.deliveries().stream()
                .filter(CallRules::isSentTwice)
                .findFirst()
                .map(message -> new Finding(
                        VerdictCode.SENT_TWICE,
                        "The " + PlainWords.of(message.channel())
                                + (message.attempts().stream()
                                                        .filter(Attempt::taken)
                                                        .count()
                                                > 1
                                        ? " was sent more than once"
                                        : " may have been sent more than once")
                                + ", with the same code each time: the answer to an earlier call was lost.",
                        "If the person asks: either message is right.",
                        VerdictCode.SENT_TWICE.reply(),
                        Why.calls(message)));
    }

    private static boolean isSentTwice(Delivery message) {
        return message.attempts().stream()
                        .filter(attempt -> attempt.taken() || attempt.perhapsTaken())
                        .count()
                > 1;
    }
}
