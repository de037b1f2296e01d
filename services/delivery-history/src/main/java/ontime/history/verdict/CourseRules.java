package ontime.history.verdict;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.history.facts.Challenge;
import ontime.history.facts.ChallengeStatus;
import ontime.history.facts.Delivery;
import ontime.history.facts.DeliveryState;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.ledger.Moment;

/** How far the login has come. The last of these is always true, so that there always is a verdict. */
final class CourseRules {

    private CourseRules() {}

    /** S2: the person clicked Log In again, so this login came to nothing. */
    static Optional<Finding> superseded(Case one) {
        return one.ended(ChallengeStatus.SUPERSEDED)
                        && EntryRules.enteredAtAnOldPage(one).isEmpty()
                ? Optional.of(new Finding(
                        VerdictCode.SUPERSEDED,
                        supersededInWords(one),
                        Optional.ofNullable(one.telling())
                                .map(Challenge::supersededBy)
                                .map(next -> next.loginId())
                                .filter(loginId -> !loginId.equals(one.login().loginId()))
                                .map(loginId -> "Look at the newer login, " + loginId + ".")
                                .orElse("Ask the person to use the newest message only."),
                        VerdictCode.SUPERSEDED.reply(),
                        Stream.of(new Evidence(endedAt(one), "Superseded by a newer code"))))
                : Optional.empty();
    }

    /** What ended the code, in one sentence or two. */
    static String supersededInWords(Case one) {
        var at = PlainWords.of(endedAt(one));
        var next = one.telling() == null || one.telling().supersededBy() == null
                ? null
                : one.telling().supersededBy().reference();
        if (next == null) {
            return "A newer code was requested at " + at + ", which ended this one.";
        }
        return next.equals(one.reference())
                ? "The person asked again at " + at + " and was sent the same code, " + next + ", for that newer login."
                : "A newer code was requested at " + at + ", which ended this one. The newer one is code " + next + ".";
    }

    /** When the code was withdrawn. */
    static Instant endedAt(Case one) {
        return Optional.ofNullable(one.telling())
                .flatMap(telling -> withdrawnAt(one.login(), telling.challengeId()))
                .orElse(one.login().clickedAt());
    }

    static Optional<Instant> withdrawnAt(Login login, String challengeId) {
        return login.events().stream()
                .map(Published::fact)
                .filter(fact -> fact instanceof Fact.Withdrawn withdrawn
                        && withdrawn.challengeId().equals(challengeId))
                .findFirst()
                .map(Fact::at);
    }

    /** The auth service did not want it any more, or support cancelled it for the person: the issuer tells no names. */
    static Optional<Finding> cancelled(Case one) {
        return one.ended(ChallengeStatus.CANCELLED)
                ? Optional.of(new Finding(
                        VerdictCode.CANCELLED,
                        "The code was cancelled at " + PlainWords.of(endedAt(one))
                                + ", by the auth service or by support.",
                        "Ask the person to click Log In again if they still want to.",
                        VerdictCode.CANCELLED.reply(),
                        Stream.of(new Evidence(endedAt(one), "Cancelled"))))
                : Optional.empty();
    }

    /** A message that no worker has told anything of, for longer than that is usual. */
    static Optional<Finding> nothingHeard(Case one) {
        return one.newestDelivery()
                .filter(newest -> newest.status() == DeliveryState.REQUESTED && !one.anySent() && !one.verified())
                .flatMap(newest -> one.deliveries().stream()
                        .filter(delivery -> delivery.status() == DeliveryState.REQUESTED)
                        .findFirst())
                .flatMap(message -> message.ledger()
                        .at(Moment.REQUESTED)
                        .filter(since -> !one.alive()
                                || !one.now().isBefore(since.plus(one.patience().silent())))
                        .map(since -> new Finding(
                                        VerdictCode.NO_RECEIPT,
                                        "The " + PlainWords.of(message.channel()) + " was requested at "
                                                + PlainWords.of(since) + ", and nothing was heard of it since.",
                                        "Tell operations: the worker of this channel is down, or waits for a provider"
                                                + " that is.",
                                        VerdictCode.NO_RECEIPT.reply(),
                                        Stream.of(new Evidence(since, "Requested; no receipt")))
                                .spentBy(new Spent(Spender.QUEUE, Spent.between(since, one.now())))));
    }

    /** Nothing else is to be said of it. */
    static Optional<Finding> expired(Case one) {
        return one.ended(ChallengeStatus.EXPIRED)
                ? Optional.of(new Finding(
                        VerdictCode.EXPIRED,
                        "The code has expired.",
                        "Ask the person to click Log In again.",
                        VerdictCode.EXPIRED.reply(),
                        Stream.ofNullable(one.telling())
                                .map(Challenge::expiresAt)
                                .flatMap(Stream::ofNullable)
                                .map(at -> new Evidence(at, "The code expired"))))
                : Optional.empty();
    }

    /** Too young to judge. */
    static Optional<Finding> tooEarlyToTell(Case one) {
        return Optional.of(new Finding(
                VerdictCode.IN_PROGRESS,
                one.newestDelivery().map(message -> doing(message, one)).orElse("The code is being made."),
                "Wait a moment; this page follows the login.",
                one.newestDelivery()
                        .filter(message -> message.status() == DeliveryState.DELIVERED)
                        .map(message -> "Your code has arrived. Please look for the newest "
                                + PlainWords.of(message.channel()) + ", and type the code that is in it.")
                        .orElse(VerdictCode.IN_PROGRESS.reply()),
                one.newestDelivery().stream().flatMap(Why::calls)));
    }

    private static String doing(Delivery delivery, Case one) {
        var message = "The " + PlainWords.of(delivery.channel());
        return switch (delivery.status()) {
            case REQUESTED, QUEUED -> message + waiting(delivery, one);
            case DEFERRED ->
                message + " could not be sent yet"
                        + (delivery.attempts().isEmpty()
                                ? ""
                                : ", because "
                                        + Why.of(delivery, delivery.attempts().getLast()))
                        + nextTry(delivery, one) + ".";
            case ACCEPTED, UNKNOWN -> message + " was taken by the provider; the code has not been entered yet.";
            case DELIVERED -> message + " was delivered; the code has not been entered yet.";
            case DROPPED -> message + " was not sent.";
            case FAILED, RETURNED -> message + " failed.";
        };
    }

    /** It may lie on the topic or in a worker: nobody tells before the first call. */
    private static String waiting(Delivery delivery, Case one) {
        var waited = delivery.ledger()
                .at(Moment.REQUESTED)
                .map(since -> Spent.between(since, one.now()))
                .filter(time -> time.compareTo(one.patience().prompt()) > 0);
        return waited.map(time -> " has not been sent yet: for " + PlainWords.of(time)
                        + " it has waited for a worker, or for a provider that does not answer.")
                .orElse(" is about to be sent.");
    }

    /** For example {@code ; the next try is due at 10:00:04 UTC}; nothing of one that is done with. */
    static String nextTry(Delivery delivery, Case one) {
        if (delivery.status() != DeliveryState.DEFERRED || !one.alive()) {
            return "";
        }
        if (delivery.retryAt() == null) {
            return "; another try follows";
        }
        return one.now().isAfter(delivery.retryAt())
                ? "; the next try was due at " + PlainWords.of(delivery.retryAt()) + ", and waits for its turn since"
                : "; the next try is due at " + PlainWords.of(delivery.retryAt());
    }
}
