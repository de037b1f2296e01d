package ontime.history.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.history.facts.Challenge;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.facts.Successor;
import org.jspecify.annotations.Nullable;

/** How far the login has come. One of these is always found, so that there always is a verdict. */
sealed interface CourseFinding extends Finding {

    static Stream<CourseFinding> in(Login login, Patience patience, Instant now) {
        var challenge = login.newest();
        var end = end(login, challenge);
        var silence = unanswered(challenge)
                .filter(since -> !challenge.alive() || !now.isBefore(since.plus(patience.silent())))
                .map(NoReceipt::new)
                .stream();
        return Stream.of(end, silence, Stream.of(new InProgress(doing(challenge))))
                .flatMap(stream -> stream);
    }

    /** When the challenge was requested, if no worker has told anything of it. */
    private static Optional<Instant> unanswered(Challenge challenge) {
        var untold = challenge.deliveries().stream().allMatch(delivery -> delivery.status() == DeliveryState.REQUESTED);
        return challenge.status() == ChallengeStatus.VERIFIED || !untold
                ? Optional.empty()
                : Optional.ofNullable(challenge.requestedAt());
    }

    private static Stream<CourseFinding> end(Login login, Challenge challenge) {
        return switch (challenge.status()) {
            case SUPERSEDED -> Stream.of(new Superseded(ended(login), login.loginId(), challenge.supersededBy()));
            case CANCELLED -> Stream.of(new Cancelled(ended(login)));
            case REQUESTED, EXPIRED, LOCKED, VERIFIED -> Stream.empty();
        };
    }

    private static Instant ended(Login login) {
        return login.events().reversed().stream()
                .map(Published::fact)
                .filter(Fact.Withdrawn.class::isInstance)
                .findFirst()
                .map(Fact::at)
                .orElse(login.clickedAt());
    }

    private static String doing(Challenge challenge) {
        if (challenge.status() == ChallengeStatus.EXPIRED) {
            return "The code has expired.";
        }
        return challenge.deliveries().isEmpty()
                ? "The code is being made."
                : doing(challenge.deliveries().getLast());
    }

    private static String doing(Delivery delivery) {
        var message = "The " + PlainWords.of(delivery.channel());
        return switch (delivery.status()) {
            case REQUESTED, QUEUED -> message + " is on its way to the provider.";
            case DEFERRED ->
                message + " could not be sent yet"
                        + (delivery.retryAt() == null
                                ? "; another try follows."
                                : "; the next try is due at " + PlainWords.of(delivery.retryAt()) + ".");
            case ACCEPTED, UNKNOWN -> message + " was taken by the provider; the code has not been entered yet.";
            case DELIVERED -> message + " was delivered; the code has not been entered yet.";
            case DROPPED -> message + " was not sent.";
            case FAILED -> message + " failed.";
        };
    }

    record InProgress(String text) implements CourseFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.IN_PROGRESS;
        }

        @Override
        public String advice() {
            return "Wait a moment; this page follows the login.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of();
        }
    }

    record NoReceipt(Instant requestedAt) implements CourseFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.NO_RECEIPT;
        }

        @Override
        public String text() {
            return "The code was requested at " + PlainWords.of(requestedAt) + ", and nothing was heard of it since.";
        }

        @Override
        public String advice() {
            return "Tell operations: the worker of this channel does not answer.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(requestedAt, "Requested; no receipt"));
        }
    }

    record Superseded(Instant at, String loginId, @Nullable Successor by) implements CourseFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.SUPERSEDED;
        }

        @Override
        public String text() {
            return "A newer code was requested at " + PlainWords.of(at) + ", which ended this one."
                    + (by == null || by.reference() == null ? "" : " The newer one is code " + by.reference() + ".");
        }

        @Override
        public String advice() {
            return by == null || by.loginId() == null || by.loginId().equals(loginId)
                    ? "Ask the person to use the newest message only."
                    : "Look at the newer login, " + by.loginId() + ".";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(at, "Superseded by a newer code"));
        }
    }

    record Cancelled(Instant at) implements CourseFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.CANCELLED;
        }

        @Override
        public String text() {
            return "The auth service cancelled the login at " + PlainWords.of(at) + ".";
        }

        @Override
        public String advice() {
            return "Ask the person to click Log In again if they still want to.";
        }

        @Override
        public List<Evidence> evidence() {
            return List.of(new Evidence(at, "Cancelled"));
        }
    }
}
