package ontime.history.verdict;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.events.RefusalReason;
import ontime.history.facts.Challenge;
import ontime.history.facts.Refusal;

/** No code was made, and why. The last refusal tells; those before it are its evidence. */
final class RefusalRules {

    private RefusalRules() {}

    /** S4, S5: no code was made, and nothing that tells more came after it. */
    static Optional<Finding> lastWord(Case one) {
        return Stream.of(toThePerson(one), toStrangers(one))
                .filter(not(List::isEmpty))
                .filter(refusals -> !isOvertaken(refusals.getLast(), one))
                .findFirst()
                .map(RefusalRules::finding);
    }

    /** A code was made later, or an older one was still valid. */
    static Optional<Finding> earlierOfThePerson(Case one) {
        return overtaken(toThePerson(one), one);
    }

    /** Somebody else asked for a code at this login. */
    static Optional<Finding> ofSomebodyElse(Case one) {
        return overtaken(toStrangers(one), one);
    }

    private static Optional<Finding> overtaken(List<Refusal> refusals, Case one) {
        return Optional.of(refusals)
                .filter(not(List::isEmpty))
                .filter(group -> isOvertaken(group.getLast(), one))
                .map(RefusalRules::finding);
    }

    private static List<Refusal> toThePerson(Case one) {
        return one.login().refusals().stream()
                .filter(not(RefusalRules::isToStranger))
                .toList();
    }

    /** What was refused to somebody else says nothing about the user of the login. */
    private static List<Refusal> toStrangers(Case one) {
        return one.login().refusals().stream()
                .filter(RefusalRules::isToStranger)
                .toList();
    }

    private static boolean isToStranger(Refusal refusal) {
        return refusal.reason() == RefusalReason.LOGIN_OF_ANOTHER_USER;
    }

    private static boolean isOvertaken(Refusal refusal, Case one) {
        var challenges = one.login().challenges();
        if (isToStranger(refusal)) {
            return !challenges.isEmpty() || !toThePerson(one).isEmpty();
        }
        return one.verified() || challenges.stream().anyMatch(challenge -> outlives(challenge, refusal));
    }

    private static boolean outlives(Challenge challenge, Refusal refusal) {
        return challenge.alive()
                || challenge.requestedAt() == null
                || !challenge.requestedAt().isBefore(refusal.refusedAt());
    }

    private static Finding finding(List<Refusal> refusals) {
        var grounds = Grounds.of(refusals.getLast());
        return new Finding(
                grounds.code(),
                "No code was made at " + PlainWords.of(refusals.getLast().refusedAt()) + ": " + grounds.text(),
                grounds.advice(),
                grounds.code().reply(),
                refusals.stream().map(RefusalRules::evidence));
    }

    private static Evidence evidence(Refusal refusal) {
        return new Evidence(
                refusal.refusedAt(),
                "Refused: " + refusal.reason()
                        + (refusal.routingReason() == null ? "" : ", " + refusal.routingReason())
                        + (refusal.limit() == null ? "" : ", limit " + refusal.limit())
                        + (refusal.detail() == null ? "" : " (" + refusal.detail() + ")"));
    }
}
