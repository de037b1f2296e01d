package ontime.history.verdict;

import static java.util.function.Predicate.not;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ontime.events.RefusalReason;
import ontime.history.facts.Challenge;
import ontime.history.facts.Login;
import ontime.history.facts.Refusal;

/**
 * No code was made, and why. Judged by the last refusal; those before it are its evidence.
 *
 * @param overtaken something that tells more came after it, or is still to come
 */
record RefusalFinding(Grounds grounds, List<Refusal> refusals, boolean overtaken) implements Finding {

    static Stream<RefusalFinding> in(Login login) {
        // What was refused to somebody else says nothing about the user of the login.
        var refusals = login.refusals().stream().collect(Collectors.partitioningBy(RefusalFinding::isToStranger));
        var own = refusals.getOrDefault(false, List.of());
        var strangers = refusals.getOrDefault(true, List.of());
        return Stream.of(own, strangers)
                .filter(not(List::isEmpty))
                .map(group ->
                        new RefusalFinding(Grounds.of(group.getLast()), group, isOvertaken(group.getLast(), login)));
    }

    private static boolean isToStranger(Refusal refusal) {
        return refusal.reason() == RefusalReason.LOGIN_OF_ANOTHER_USER;
    }

    private static boolean isOvertaken(Refusal refusal, Login login) {
        if (isToStranger(refusal)) {
            return !login.challenges().isEmpty() || !login.refusals().stream().allMatch(RefusalFinding::isToStranger);
        }
        return login.verified() || login.challenges().stream().anyMatch(challenge -> outlives(challenge, refusal));
    }

    private static boolean outlives(Challenge challenge, Refusal refusal) {
        return challenge.alive()
                || challenge.requestedAt() == null
                || !challenge.requestedAt().isBefore(refusal.refusedAt());
    }

    @Override
    public VerdictCode code() {
        return grounds.code();
    }

    @Override
    public String text() {
        return "No code was made at " + PlainWords.of(refusals.getLast().refusedAt()) + ": " + grounds.text();
    }

    @Override
    public String advice() {
        return grounds.advice();
    }

    @Override
    public List<Evidence> evidence() {
        return refusals.stream().map(RefusalFinding::evidence).toList();
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
