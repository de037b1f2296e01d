package ontime.history.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.Confidence;
import ontime.events.RoutingReason;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Login;
import ontime.history.ledger.Moment;
import ontime.history.ledger.Stage;
import org.jspecify.annotations.Nullable;

/** Whether and when the code arrived. Judged by the first message of the telling challenge that got through. */
sealed interface ArrivalFinding extends Finding {

    static Stream<ArrivalFinding> in(Login login, Patience patience, Instant now) {
        return login.telling().stream()
                .flatMap(challenge -> challenge.firstToArrive().stream()
                        .flatMap(delivery -> in(challenge, delivery, login, patience, now)));
    }

    private static Stream<ArrivalFinding> in(
            Challenge challenge, Delivery delivery, Login login, Patience patience, Instant now) {
        var findings = new ArrayList<ArrivalFinding>();
        var arrival = delivery.arrival().orElseThrow();
        var sign = Sign.of(delivery, arrival);
        var clicked = challenge.clickedAt();
        var took = clicked == null ? Duration.ZERO : Duration.between(clicked, arrival);
        var delay = Delay.in(delivery, challenge);
        if (challenge.expiresAt() != null && !arrival.isBefore(challenge.expiresAt()) && !login.verified()) {
            findings.add(new ArrivedAfterExpiry(arrival, sign, challenge.expiresAt(), took, delay));
        } else if (took.compareTo(patience.late()) > 0 && (login.verified() || !delay.isOfFallback(delivery))) {
            findings.add(new ArrivedLate(arrival, sign, took, delay));
        }
        var judged = !challenge.alive() || !now.isBefore(arrival.plus(patience.silent()));
        if (judged && !login.verified() && login.checks().isEmpty()) {
            findings.add(of(delivery, arrival, challenge));
        }
        return findings.stream();
    }

    private static ArrivalFinding of(Delivery delivery, Instant arrival, Challenge challenge) {
        var delivered = challenge.deliveries().stream()
                .filter(candidate -> candidate.status() == DeliveryState.DELIVERED)
                .findFirst();
        return delivered
                .<ArrivalFinding>map(one -> new DeliveredNotEntered(
                        one.channel(),
                        destination(one),
                        one.ledger().at(Moment.DELIVERED).orElse(arrival),
                        one.confidence()))
                .orElseGet(() -> new CarrierUnconfirmed(delivery.channel(), destination(delivery), arrival));
    }

    private static String destination(Delivery delivery) {
        return delivery.destination() == null ? "" : " to " + delivery.destination();
    }

    /** By what an arrival is known. What the provider took need not have arrived, so nothing more is said of it. */
    enum Sign {
        DELIVERED("came", "The message arrived"),
        ACCEPTED("was taken by the provider", "The message was taken by the provider"),
        ENTERED("came", "The code was entered");

        private final String verb;
        private final String words;

        Sign(String verb, String words) {
            this.verb = verb;
            this.words = words;
        }

        static Sign of(Delivery delivery, Instant arrival) {
            if (delivery.ledger().at(Moment.DELIVERED).filter(arrival::equals).isPresent()) {
                return DELIVERED;
            }
            var taken = delivery.ledger().at(Moment.ACCEPTED).filter(arrival::equals);
            return taken.isPresent() ? ACCEPTED : ENTERED;
        }
    }

    /**
     * Where most of the waiting was.
     *
     * @param stage null when most of it passed before this delivery was asked for
     * @param before the message that was waited for meanwhile, if that was so and it is known
     */
    record Delay(
            @Nullable Stage stage, Duration spent, @Nullable Forerunner before) {

        static Delay in(Delivery delivery, Challenge challenge) {
            var before = delivery.begun()
                    .filter(begun -> challenge.clickedAt() != null)
                    .map(begun -> Duration.between(challenge.clickedAt(), begun))
                    .orElse(Duration.ZERO);
            return delivery.ledger()
                    .slowest()
                    .map(stage -> new Delay(stage, delivery.in(stage).orElseThrow(), null))
                    .filter(slowest -> slowest.spent.compareTo(before) >= 0)
                    .orElseGet(() -> new Delay(
                            null, before, Forerunner.of(delivery, challenge).orElse(null)));
        }

        /** Then the fall-back itself tells it all: which message to look for, and who kept the first one. */
        boolean isOfFallback(Delivery delivery) {
            return stage == null && delivery.routedBy(RoutingReason.FALLBACK);
        }

        String inWords() {
            return stage == null
                    ? PlainWords.of(spent)
                            + " of it passed before this message was asked for, by a resend or a fall-back"
                            + Optional.ofNullable(before)
                                    .flatMap(Forerunner::spenders)
                                    .map(words -> "; " + words)
                                    .orElse("")
                    : PlainWords.of(spent) + " of it were spent by " + stage.spender();
        }

        String advice() {
            return switch (stage) {
                case ISSUE ->
                    "The delay is on our side or the auth service's, before the message was queued: tell operations.";
                case QUEUE -> "The delay is in our queue: tell operations, others are affected too.";
                case HOLD -> "Our own throttle or retries held the message: tell operations if this goes on.";
                case PROVIDER -> "The provider was slow: tell operations if this goes on.";
                case CARRIER -> "The network or mail server was slow. Suggest the other channel if it happens again.";
                case PERSON -> "The message was there; the person took the time.";
                case null -> "The first message did not get through. Suggest the channel that did.";
            };
        }
    }

    record ArrivedAfterExpiry(Instant at, Sign sign, Instant expiresAt, Duration took, Delay delay)
            implements ArrivalFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.ARRIVED_AFTER_EXPIRY;
        }

        @Override
        public String text() {
            return "The code " + sign.verb + " " + PlainWords.of(took)
                    + " after the click, when it had expired already; " + delay.inWords() + ".";
        }

        @Override
        public String advice() {
            return "Ask the person to click Log In again. " + delay.advice();
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(expiresAt, "The code expired"), new Evidence(at, sign.words));
        }
    }

    record ArrivedLate(Instant at, Sign sign, Duration took, Delay delay) implements ArrivalFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.ARRIVED_LATE;
        }

        @Override
        public String text() {
            return "The code " + sign.verb + " late, " + PlainWords.of(took) + " after the click; " + delay.inWords()
                    + ".";
        }

        @Override
        public String advice() {
            return delay.advice();
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(at, sign.words));
        }
    }

    record DeliveredNotEntered(
            Channel channel,
            String destination,
            Instant at,
            @Nullable Confidence confidence) implements ArrivalFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.DELIVERED_NOT_ENTERED;
        }

        @Override
        public String text() {
            return "The " + PlainWords.of(channel) + destination + " was delivered at " + PlainWords.of(at)
                    + ", and no code has been entered.";
        }

        @Override
        public String advice() {
            return channel == Channel.EMAIL
                    ? "Ask the person to look into the junk folder, and whether the address is theirs."
                    : "Ask the person whether the number is theirs and whether the phone filters unknown senders.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(
                    new Evidence(at, "Arrival reported" + (confidence == null ? "" : ", confidence " + confidence)));
        }
    }

    record CarrierUnconfirmed(Channel channel, String destination, Instant at) implements ArrivalFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.CARRIER_UNCONFIRMED;
        }

        @Override
        public String text() {
            return "The provider took the " + PlainWords.of(channel) + destination + " at " + PlainWords.of(at)
                    + ". Nobody has confirmed its arrival, and no code has been entered.";
        }

        @Override
        public String advice() {
            return channel == Channel.EMAIL
                    ? "Ask the person to look into the junk folder. If nothing is there, suggest the code by SMS."
                    : "Ask whether the phone has signal. If nothing comes, suggest the code by email.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(at, "The provider accepted the message"));
        }
    }
}
