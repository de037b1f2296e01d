package ontime.history.verdict;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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
                        EntryFinding.in(login),
                        ArrivalFinding.in(login, patience, now),
                        SendingFinding.in(login, patience),
                        RoutingFinding.in(login),
                        CourseFinding.in(login, patience, now))
                .flatMap(stream -> stream)
                .sorted(comparing((Finding finding) -> isDetourUnderWay(finding, login))
                        .thenComparing(Finding::code))
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

    /** Which way a message goes is no answer while it has not gone: how far it has come tells more. */
    private static boolean isDetourUnderWay(Finding finding, Login login) {
        return finding instanceof RoutingFinding detour
                && login.newest().alive()
                && detour.delivery().status().isAwaited();
    }
}
