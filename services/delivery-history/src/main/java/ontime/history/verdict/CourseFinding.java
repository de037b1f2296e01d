package ontime.history.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.history.facts.Challenge;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.ledger.Moment;

/**
 * How far the login has come. Where there is a challenge one of these is found, and where there is none a
 * {@link RefusalFinding}, so that there always is a verdict.
 */
sealed interface CourseFinding extends Finding {

    static Stream<CourseFinding> in(Login login, Patience patience, Instant now) {
        return login.telling().stream().flatMap(challenge -> in(challenge, login, patience, now));
    }

    private static Stream<CourseFinding> in(Challenge challenge, Login login, Patience patience, Instant now) {
        var end = end(login, challenge);
        var silence = unanswered(challenge)
                .flatMap(message -> message.ledger()
                        .at(Moment.REQUESTED)
                        .filter(since -> !challenge.alive() || !now.isBefore(since.plus(patience.silent())))
                        .map(since -> new NoReceipt(message.channel(), since)))
                .stream();
        return Stream.of(end, silence, Stream.of(new InProgress(doing(challenge))))
                .flatMap(stream -> stream);
    }

    /** The oldest message that no worker has told anything of, if the newest is one and none was sent. */
    private static Optional<Delivery> unanswered(Challenge challenge) {
        var deliveries = challenge.deliveries();
        if (deliveries.isEmpty()
                || deliveries.getLast().status() != DeliveryState.REQUESTED
                || deliveries.stream().anyMatch(delivery -> delivery.status().isSent())
                || challenge.status() == ChallengeStatus.VERIFIED) {
            return Optional.empty();
        }
        return deliveries.stream()
                .filter(delivery -> delivery.status() == DeliveryState.REQUESTED)
                .findFirst();
    }

    private static Stream<CourseFinding> end(Login login, Challenge challenge) {
        return switch (challenge.status()) {
            case SUPERSEDED -> Stream.of(new Superseded(ended(login, challenge), login.loginId(), challenge));
            case CANCELLED -> Stream.of(new Cancelled(ended(login, challenge)));
            case REQUESTED, EXPIRED, LOCKED, VERIFIED -> Stream.empty();
        };
    }

    private static Instant ended(Login login, Challenge challenge) {
        return login.events().stream()
                .map(Published::fact)
                .filter(fact -> fact instanceof Fact.Withdrawn withdrawn
                        && withdrawn.challengeId().equals(challenge.challengeId()))
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
            case FAILED, RETURNED -> message + " failed.";
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

    record NoReceipt(Channel channel, Instant requestedAt) implements CourseFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.NO_RECEIPT;
        }

        @Override
        public String text() {
            return "The " + PlainWords.of(channel) + " was requested at " + PlainWords.of(requestedAt)
                    + ", and nothing was heard of it since.";
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

    record Superseded(Instant at, String loginId, Challenge challenge) implements CourseFinding {

        @Override
        public VerdictCode code() {
            return VerdictCode.SUPERSEDED;
        }

        @Override
        public String text() {
            var newer = challenge.supersededBy() == null
                    ? null
                    : challenge.supersededBy().reference();
            if (newer == null) {
                return "A newer code was requested at " + PlainWords.of(at) + ", which ended this one.";
            }
            return newer.equals(challenge.reference())
                    ? "The person asked again at " + PlainWords.of(at) + " and was sent the same code, " + newer
                            + ", for that newer login."
                    : "A newer code was requested at " + PlainWords.of(at)
                            + ", which ended this one. The newer one is code " + newer + ".";
        }

        @Override
        public String advice() {
            var newer = challenge.supersededBy() == null
                    ? null
                    : challenge.supersededBy().loginId();
            return newer == null || newer.equals(loginId)
                    ? "Ask the person to use the newest message only."
                    : "Look at the newer login, " + newer + ".";
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
