package ontime.history.verdict;

import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.history.facts.Delivery;
import ontime.history.facts.Routing;
import ontime.history.facts.Successor;
import ontime.history.ledger.Moment;
import org.jspecify.annotations.Nullable;

/** Where the code went, if that is not where the person looks. */
final class RouteRules {

    private RouteRules() {}

    /** S6: the number was changed, but this code still went to the old one. */
    static Optional<Finding> wentToOldDestination(Case one) {
        var next = one.telling() == null ? null : one.telling().supersededBy();
        return next == null || one.verified()
                ? Optional.empty()
                : one.deliveries().stream()
                        .filter(delivery -> isOld(delivery, next))
                        .findFirst()
                        .map(delivery -> new Finding(
                                VerdictCode.SENT_TO_OLD_DESTINATION,
                                "The " + way(delivery) + " went to an old destination: the person's next code"
                                        + (next.requestedAt() == null
                                                ? ""
                                                : ", at " + PlainWords.of(next.requestedAt()) + ",")
                                        + " went to " + next.destination() + ".",
                                "Compare the new destination with the person's own. Look at the newer login"
                                        + (next.loginId() == null ? "." : ", " + next.loginId() + "."),
                                VerdictCode.SENT_TO_OLD_DESTINATION.reply(),
                                requested(delivery)));
    }

    /**
     * Only a change of the contact makes a destination old, and its version grows with each. A code without one went
     * where the caller said, who may name another destination each time: to prove a new contact, for example. A version
     * grows also where the destination stays.
     */
    private static boolean isOld(Delivery delivery, Successor next) {
        return delivery.channel() == next.channel()
                && delivery.contactVersion() != null
                && next.contactVersion() != null
                && delivery.contactVersion() < next.contactVersion()
                && delivery.destination() != null
                && next.destination() != null
                && !delivery.destination().equals(next.destination());
    }

    /** S8: another channel would have worked, so the same code took it. */
    static Optional<Finding> fellBack(Case one) {
        return fallback(one).filter(delivery -> !one.isUnderWay(delivery)).map(delivery -> fellBack(delivery, one));
    }

    /** The same, while the second message has not gone. */
    static Optional<Finding> fallingBack(Case one) {
        return fallback(one).filter(one::isUnderWay).map(delivery -> fellBack(delivery, one));
    }

    /** S4, S5, S13: the code did not take the way that the person may expect. */
    static Optional<Finding> detoured(Case one) {
        return detour(one).filter(delivery -> !one.isUnderWay(delivery)).flatMap(RouteRules::detour);
    }

    /** The same, while the message has not gone. */
    static Optional<Finding> detouring(Case one) {
        return detour(one).filter(one::isUnderWay).flatMap(RouteRules::detour);
    }

    private static Optional<Delivery> fallback(Case one) {
        return one.deliveries().stream()
                .filter(delivery -> delivery.routedBy(RoutingReason.FALLBACK))
                .findFirst();
    }

    private static Finding fellBack(Delivery second, Case one) {
        var first = one.telling() == null
                ? null
                : Forerunner.of(second, one.telling()).orElse(null);
        return new Finding(
                        VerdictCode.FELL_BACK,
                        fellBackInWords(second, first),
                        "Ask the person to look for the " + PlainWords.of(second.channel())
                                + "; both messages carry the same code.",
                        VerdictCode.FELL_BACK.reply(),
                        Stream.concat(
                                first == null
                                        ? Stream.empty()
                                        : Why.callsAndEnd(first.delivery())
                                                .map(row -> new Evidence(row.at(), "The first message: " + row.text())),
                                requested(second)))
                .spentBy(Optional.ofNullable(first).flatMap(Forerunner::most).orElse(null));
    }

    private static String fellBackInWords(Delivery second, @Nullable Forerunner first) {
        var went = ", so the same code went by " + way(second);
        return first == null
                ? "The first message failed or was not confirmed in time" + went + "."
                : first.fate() + went + ", " + PlainWords.of(first.waited()) + " later"
                        + first.spentInWords().orElse("") + "."
                        + first.taken()
                                .map(at -> " Both were sent: the provider took the "
                                        + PlainWords.of(first.delivery().channel()) + " at " + PlainWords.of(at) + ".")
                                .orElse("");
    }

    private static Optional<Delivery> detour(Case one) {
        return one.deliveries().stream()
                .filter(delivery -> detour(delivery).isPresent())
                .findFirst();
    }

    private static Optional<Finding> detour(Delivery delivery) {
        var routing = delivery.routing();
        return routing == null ? Optional.empty() : detour(delivery, routing);
    }

    private static Optional<Finding> detour(Delivery delivery, Routing routing) {
        var other = VerdictCode.ROUTED_TO_OTHER_CHANNEL;
        return switch (routing.reason()) {
            case COUNTRY_NOT_ALLOWED ->
                detour(
                        delivery,
                        delivery.channel() == Channel.EMAIL ? VerdictCode.ROUTED_TO_EMAIL_COUNTRY : other,
                        "no SMS is sent to the country of the number");
            case SUPPRESSED ->
                detour(
                        delivery,
                        VerdictCode.SUPPRESSED,
                        "earlier messages to the person's other destination failed for good");
            case SMS_CLOSED -> detour(delivery, other, "SMS to numbers like the person's is closed for a while");
            case NOT_A_MOBILE -> detour(delivery, other, "the number is not a mobile number");
            // Who has one destination only and asked for none in particular got what they expect.
            case NO_PHONE ->
                routing.requested() == null ? Optional.empty() : detour(delivery, other, "no phone number is known");
            case NO_EMAIL ->
                routing.requested() == null ? Optional.empty() : detour(delivery, other, "no email address is known");
            case FALLBACK, AS_REQUESTED, POLICY_DEFAULT, NO_AUTHENTICATOR, OTHER -> Optional.empty();
        };
    }

    private static Optional<Finding> detour(Delivery delivery, VerdictCode code, String why) {
        return Optional.of(new Finding(
                code,
                "The code went by " + way(delivery) + ", because " + why + ".",
                code == VerdictCode.SUPPRESSED
                        ? "Compare the person's number and address with their own, and correct what is wrong."
                        : delivery.channel() == Channel.EMAIL
                                ? "Ask the person to look into their mail, the junk folder included."
                                : "Ask the person to look for the SMS.",
                code.reply(),
                requested(delivery)));
    }

    private static String way(Delivery delivery) {
        return PlainWords.of(delivery.channel())
                + (delivery.destination() == null ? "" : " to " + delivery.destination());
    }

    private static Stream<Evidence> requested(Delivery delivery) {
        var routing = delivery.routing();
        return delivery.ledger().at(Moment.REQUESTED).stream()
                .map(at -> new Evidence(
                        at,
                        "Routed to " + delivery.channel()
                                + (routing == null ? "" : ": " + routing.reason())
                                + (delivery.destination() == null ? "" : ", to " + delivery.destination())));
    }
}
