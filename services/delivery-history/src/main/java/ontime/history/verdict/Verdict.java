package ontime.history.verdict;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import ontime.history.facts.Challenge;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;

/**
 * What happened at a login.
 *
 * @param text one or two sentences for somebody who is on the telephone
 * @param advice what to do about it
 * @param also what else is true of it and matters less
 */
public record Verdict(
        VerdictCode code, Severity severity, String text, String advice, List<Evidence> evidence, List<Remark> also) {

    /** A finding that is not the verdict. */
    public record Remark(VerdictCode code, String text) {}

    /** Judges a login by what is known of it now. There is always a verdict. */
    public static Verdict of(Login login, Patience patience, Instant now) {
        var findings = Stream.of(
                        RefusalFinding.in(login),
                        EntryFinding.in(login),
                        ArrivalFinding.in(login, patience, now),
                        SendingFinding.in(login, patience),
                        RoutingFinding.in(login),
                        CourseFinding.in(login, patience, now))
                .flatMap(stream -> stream)
                .sorted(comparing((Finding finding) -> place(finding, login)).thenComparing(Finding::code))
                .toList();
        var first = findings.getFirst();
        return new Verdict(
                first.code(),
                first.code().severity(),
                first.text(),
                first.advice(),
                first.evidence(),
                findings.stream()
                        .skip(1)
                        .filter(finding -> finding.code() != VerdictCode.IN_PROGRESS)
                        .map(finding -> new Remark(finding.code(), finding.text()))
                        .toList());
    }

    private enum Place {
        LAST_WORD,
        USUAL,
        ASIDE
    }

    private static Place place(Finding finding, Login login) {
        return switch (finding) {
            case RefusalFinding refusal -> refusal.overtaken() ? Place.ASIDE : Place.LAST_WORD;
            case RoutingFinding detour -> isUnderWay(detour.delivery(), login) ? Place.ASIDE : Place.USUAL;
            case EntryFinding entry -> Place.USUAL;
            case ArrivalFinding arrival -> Place.USUAL;
            case SendingFinding sending -> Place.USUAL;
            case CourseFinding course -> Place.USUAL;
        };
    }

    /** Which way a message goes is no answer while it has not gone: how far it has come tells more. */
    private static boolean isUnderWay(Delivery delivery, Login login) {
        return delivery.status().isAwaited()
                && login.telling().filter(Challenge::alive).isPresent();
    }
}
