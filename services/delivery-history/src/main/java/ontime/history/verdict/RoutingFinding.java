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
import org.jspecify.annotations.Nullable;

/** Why the code took another way than the person may expect. */
sealed interface RoutingFinding extends Finding {

    static Stream<RoutingFinding> in(Login login) {
        return login.telling().stream()
                .flatMap(challenge ->
                        Stream.concat(fallbacks(challenge), detours(challenge).limit(1)));
    }

    private static Stream<RoutingFinding> fallbacks(Challenge challenge) {
        return challenge.deliveries().stream()
                .filter(delivery -> delivery.routedBy(RoutingReason.FALLBACK))
                .<RoutingFinding>map(delivery -> new FellBack(
                        delivery, Forerunner.of(delivery, challenge).orElse(null)))
                .limit(1);
    }

    private static Stream<RoutingFinding> detours(Challenge challenge) {
        return challenge.deliveries().stream()
                .filter(delivery -> delivery.routing() != null)
                .flatMap(delivery -> detour(delivery, Objects.requireNonNull(delivery.routing())));
    }

    private static Stream<RoutingFinding> detour(Delivery delivery, Routing routing) {
        var code = VerdictCode.ROUTED_TO_OTHER_CHANNEL;
        var look = "Ask the person to look for the " + PlainWords.of(delivery.channel()) + ".";
        return switch (routing.reason()) {
            case COUNTRY_NOT_ALLOWED -> {
                var why = "no SMS is sent to the country of the number";
                yield delivery.channel() == Channel.EMAIL
                        ? detour(
                                delivery,
                                VerdictCode.ROUTED_TO_EMAIL_COUNTRY,
                                why,
                                "Ask the person to look into their mail, the junk folder included.")
                        : detour(delivery, code, why, look);
            }
            case SUPPRESSED ->
                detour(
                        delivery,
                        VerdictCode.SUPPRESSED,
                        "earlier messages to the person's other destination failed for good",
                        "Compare the person's number and address with their own, and correct what is wrong.");
            case SMS_CLOSED -> detour(delivery, code, "SMS to numbers like the person's is closed for a while", look);
            case NOT_A_MOBILE -> detour(delivery, code, "the number is not a mobile number", look);
            // Who has one destination only and asked for none in particular got what they expect.
            case NO_PHONE ->
                routing.requested() == null ? Stream.empty() : detour(delivery, code, "no phone number is known", look);
            case NO_EMAIL ->
                routing.requested() == null
                        ? Stream.empty()
                        : detour(delivery, code, "no email address is known", look);
            case FALLBACK, AS_REQUESTED, POLICY_DEFAULT, OTHER -> Stream.empty();
        };
    }

    private static Stream<RoutingFinding> detour(Delivery delivery, VerdictCode code, String why, String advice) {
        return Stream.of(new Detour(delivery, code, why, advice));
    }

    /** The delivery that took the other way. */
    Delivery delivery();

    private static String way(Delivery delivery) {
        return PlainWords.of(delivery.channel())
                + (delivery.destination() == null ? "" : " to " + delivery.destination());
    }

    private static Stream<Evidence> requested(Delivery delivery) {
        return delivery.ledger().at(Moment.REQUESTED).stream()
                .map(at -> new Evidence(
                        at,
                        "Routed to " + delivery.channel()
                                + (delivery.routing() == null
                                        ? ""
                                        : ": " + delivery.routing().reason())));
    }

    /** The code did not take the way that the person may expect. */
    record Detour(Delivery delivery, VerdictCode code, String why, String advice) implements RoutingFinding {

        @Override
        public String text() {
            return "The code went by " + way(delivery) + ", because " + why + ".";
        }

        @Override
        public List<Evidence> evidence() {
            return requested(delivery).toList();
        }
    }

    /**
     * The code took a second way, because nothing was heard of the first.
     *
     * @param first null while its request has not been read
     */
    record FellBack(Delivery delivery, @Nullable Forerunner first) implements RoutingFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.FELL_BACK;
        }

        @Override
        public String text() {
            var second = ", so the same code went by " + way(delivery);
            return first == null
                    ? "The first message failed or was not confirmed in time" + second + "."
                    : first.fate() + second + ", " + PlainWords.of(first.waited()) + " later"
                            + first.spenders().map(words -> "; " + words).orElse("") + ".";
        }

        @Override
        public String advice() {
            return "Ask the person to look for the " + PlainWords.of(delivery.channel())
                    + "; both messages carry the same code.";
        }

        @Override
        public List<Evidence> evidence() {
            return Stream.concat(first == null ? Stream.empty() : attempts(first.delivery()), requested(delivery))
                    .toList();
        }

        private static Stream<Evidence> attempts(Delivery first) {
            return first.attempts().stream()
                    .map(attempt -> new Evidence(
                            attempt.endedAt(),
                            "The first message: " + attempt.status()
                                    + (attempt.reason() == null ? "" : ", " + attempt.reason())));
        }
    }
}
