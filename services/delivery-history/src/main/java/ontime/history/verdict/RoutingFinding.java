package ontime.history.verdict;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.RoutingReason;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import ontime.history.facts.Routing;
import ontime.history.ledger.Moment;

/** Why the code took another way than the person may expect. */
sealed interface RoutingFinding extends Finding {

    static Stream<RoutingFinding> in(Login login) {
        return login.telling().stream()
                .flatMap(challenge -> challenge.deliveries().stream()
                        .filter(delivery -> delivery.routing() != null)
                        .flatMap(delivery -> of(delivery, Objects.requireNonNull(delivery.routing()), challenge)))
                .limit(1);
    }

    private static Stream<RoutingFinding> of(Delivery delivery, Routing routing, Challenge challenge) {
        return switch (routing.reason()) {
            case COUNTRY_NOT_ALLOWED ->
                Stream.of(
                        delivery.channel() == Channel.EMAIL
                                ? new RoutedToEmailByCountry(delivery)
                                : new RoutedElsewhere(delivery, "the country of the number is not allowed"));
            case FALLBACK -> Stream.of(new FellBack(delivery, challenge));
            case SUPPRESSED -> Stream.of(new Suppressed(delivery));
            case SMS_CLOSED -> Stream.of(new RoutedElsewhere(delivery, "SMS to this number is closed for a while"));
            case NOT_A_MOBILE -> Stream.of(new RoutedElsewhere(delivery, "the number is not a mobile number"));
            case NO_PHONE -> wishedOtherwise(delivery, routing, "no phone number is known");
            case NO_EMAIL -> wishedOtherwise(delivery, routing, "no email address is known");
            case AS_REQUESTED, POLICY_DEFAULT, OTHER -> Stream.empty();
        };
    }

    /** Who has one destination only and asked for none in particular got what they expect. */
    private static Stream<RoutingFinding> wishedOtherwise(Delivery delivery, Routing routing, String why) {
        return routing.requested() == null ? Stream.empty() : Stream.of(new RoutedElsewhere(delivery, why));
    }

    /** The delivery that took the other way. */
    Delivery delivery();

    private static List<Evidence> requested(Delivery delivery, RoutingReason reason) {
        return delivery
                .ledger()
                .at(Moment.REQUESTED)
                .map(at -> new Evidence(at, "Routed to " + delivery.channel() + ": " + reason))
                .stream()
                .toList();
    }

    private static String to(Delivery delivery) {
        return delivery.destination() == null ? "" : " to " + delivery.destination();
    }

    record RoutedToEmailByCountry(Delivery delivery) implements RoutingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.ROUTED_TO_EMAIL_COUNTRY;
        }

        @Override
        public String text() {
            return "No SMS was sent, because the number belongs to a country that is not allowed. The code went by email"
                    + to(delivery) + ".";
        }

        @Override
        public String advice() {
            return "Ask the person to look into their mail, the junk folder included.";
        }

        @Override
        public List<Evidence> evidence() {
            return requested(delivery, RoutingReason.COUNTRY_NOT_ALLOWED);
        }
    }

    record FellBack(Delivery delivery, Challenge challenge) implements RoutingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.FELL_BACK;
        }

        @Override
        public String text() {
            return "The first message failed or was not confirmed in time, so the same code went by "
                    + PlainWords.of(delivery.channel()) + to(delivery) + ".";
        }

        @Override
        public String advice() {
            return "Ask the person to look for the " + PlainWords.of(delivery.channel())
                    + "; both messages carry the same code.";
        }

        @Override
        public List<Evidence> evidence() {
            return Stream.concat(
                            challenge.deliveries().stream()
                                    .filter(other -> other.delivery() < delivery.delivery())
                                    .flatMap(other -> other.attempts().stream())
                                    .map(attempt -> new Evidence(
                                            attempt.endedAt(),
                                            "The first message: " + attempt.status()
                                                    + (attempt.reason() == null ? "" : ", " + attempt.reason()))),
                            requested(delivery, RoutingReason.FALLBACK).stream())
                    .toList();
        }
    }

    record Suppressed(Delivery delivery) implements RoutingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.SUPPRESSED;
        }

        @Override
        public String text() {
            return "Earlier messages to the person's other destination failed for good, so the code went by "
                    + PlainWords.of(delivery.channel()) + to(delivery) + ".";
        }

        @Override
        public String advice() {
            return "Compare the person's number and address with their own, and correct what is wrong.";
        }

        @Override
        public List<Evidence> evidence() {
            return requested(delivery, RoutingReason.SUPPRESSED);
        }
    }

    record RoutedElsewhere(Delivery delivery, String why) implements RoutingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.ROUTED_TO_OTHER_CHANNEL;
        }

        @Override
        public String text() {
            return "The code went by " + PlainWords.of(delivery.channel()) + to(delivery) + ", because " + why + ".";
        }

        @Override
        public String advice() {
            return "Ask the person to look for the " + PlainWords.of(delivery.channel()) + ".";
        }

        @Override
        public List<Evidence> evidence() {
            return delivery.routing() == null
                    ? List.of()
                    : requested(delivery, delivery.routing().reason());
        }
    }
}
