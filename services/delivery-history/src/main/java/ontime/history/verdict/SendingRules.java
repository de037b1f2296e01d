package ontime.history.verdict;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;

/** Why the code was not sent. Nobody is blamed once a message got through, or while another one may. */
final class SendingRules {

    private SendingRules() {}

    /** S13: the receiving mail server said no. */
    static Optional<Finding> refusedByMailServer(Case one) {
        return unsent(one, SendingRules::isRefusedMail)
                .map(mail -> new Finding(
                        VerdictCode.BOUNCED,
                        "The receiving mail server refused the email"
                                + (mail.destination() == null ? "" : " to " + mail.destination()) + ".",
                        "Compare the address with the person's own; correct it if it is wrong, else suggest the code by"
                                + " SMS.",
                        VerdictCode.BOUNCED.reply(),
                        Why.callsAndEnd(mail)));
    }

    /** S13: the provider took it, and somebody beyond it turned it away. */
    static Optional<Finding> cameBack(Case one) {
        return unsent(one, message -> message.status() == DeliveryState.RETURNED)
                .map(message -> new Finding(
                        VerdictCode.BOUNCED,
                        "The " + PlainWords.of(message.channel())
                                + (message.destination() == null ? "" : " to " + message.destination())
                                + " was sent and did not arrive: "
                                + Why.of(message).words() + ".",
                        Why.of(message).advice(),
                        VerdictCode.BOUNCED.reply(),
                        Why.callsAndEnd(message)));
    }

    /** It waited until the code was worth nothing. */
    static Optional<Finding> expiredBeforeItWasSent(Case one) {
        return unsent(one, SendingRules::isTooLate).map(message -> {
            var most = Spent.mostOf(message);
            return new Finding(
                            VerdictCode.DROPPED_EXPIRED,
                            "The " + PlainWords.of(message.channel())
                                    + " was never sent: the code would have expired before it could arrive"
                                    + most.map(spent -> "; " + PlainWords.of(spent.time()) + " were spent by "
                                                    + spent.by().words())
                                            .orElse("")
                                    + "." + perhapsInWords(message),
                            "Ask the person to click Log In again. Tell operations: messages wait too long before they"
                                    + " are sent.",
                            VerdictCode.DROPPED_EXPIRED.reply(),
                            Why.callsAndEnd(message))
                    .spentBy(most.orElse(null));
        });
    }

    /** The provider would not take it. */
    static Optional<Finding> failed(Case one) {
        return unsent(
                        one,
                        message -> message.status() != DeliveryState.RETURNED
                                && !isRefusedMail(message)
                                && !isTooLate(message))
                .map(SendingRules::providerFailed);
    }

    /** The provider did not take it, and the code expired before anybody tried again. */
    static Optional<Finding> neverTriedAgain(Case one) {
        return one.anySent() || !one.ended(ChallengeStatus.EXPIRED)
                ? Optional.empty()
                : one.newestDelivery()
                        .filter(message -> message.status() == DeliveryState.DEFERRED)
                        .filter(message -> message.reason() != DeliveryReason.THROTTLED)
                        .map(SendingRules::providerFailed);
    }

    private static Finding providerFailed(Delivery message) {
        var why = Why.of(message);
        return new Finding(
                        VerdictCode.PROVIDER_FAILED,
                        "The " + PlainWords.of(message.channel()) + " was not sent: " + why.words() + "."
                                + perhapsInWords(message),
                        why.advice(),
                        VerdictCode.PROVIDER_FAILED.reply(),
                        Why.callsAndEnd(message))
                .spentBy(Spent.mostOf(message).orElse(null));
    }

    /** The newest message that ended without being sent, if that is so of all of them and none is still to be sent. */
    private static Optional<Delivery> unsent(Case one, Predicate<Delivery> how) {
        var waits = one.newestDelivery().filter(one::isUnderWay).isPresent();
        return one.verified() || one.anySent() || waits
                ? Optional.empty()
                : one.deliveries().reversed().stream()
                        .filter(delivery -> delivery.status().isLost() && !isUnwanted(delivery))
                        .findFirst()
                        .filter(how);
    }

    /** The challenge itself tells why it ended. */
    private static boolean isUnwanted(Delivery delivery) {
        return delivery.status() == DeliveryState.DROPPED
                && (delivery.reason() == DeliveryReason.SUPERSEDED || delivery.reason() == DeliveryReason.WITHDRAWN);
    }

    private static boolean isTooLate(Delivery delivery) {
        return delivery.status() == DeliveryState.DROPPED
                && (delivery.reason() == null
                        || delivery.reason() == DeliveryReason.EXPIRED
                        || delivery.reason() == DeliveryReason.TOO_LATE_TO_ARRIVE);
    }

    private static boolean isRefusedMail(Delivery delivery) {
        return delivery.status() == DeliveryState.FAILED
                && delivery.channel() == Channel.EMAIL
                && Stream.of(DeliveryReason.REJECTED, DeliveryReason.INVALID_DESTINATION, DeliveryReason.MAILBOX_FULL)
                        .anyMatch(reason -> reason == delivery.reason());
    }

    private static String perhapsInWords(Delivery message) {
        return message.isPerhapsSent() ? " An earlier call brought no answer, so a message may still arrive." : "";
    }
}
