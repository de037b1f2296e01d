package ontime.history.verdict;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.List;
import ontime.history.facts.Login;
import org.jspecify.annotations.Nullable;

/**
 * What happened at a login.
 *
 * @param text one or two sentences for somebody who is on the telephone
 * @param advice what to do about it
 * @param reply what may be sent to the person as it is
 * @param spent whose seconds are complained of, and how many; null where the time is not what is wrong
 * @param evidence in the order in which it happened
 * @param also what else is true of it and matters less, the most telling first
 */
public record Verdict(
        VerdictCode code,
        Severity severity,
        String text,
        String advice,
        String reply,
        @Nullable Spent spent,
        List<Evidence> evidence,
        List<Remark> also) {

    /** A finding that is not the verdict. */
    public record Remark(VerdictCode code, Severity severity, String text, String advice) {}

    /** Judges a login by what is known of it now. There is always a verdict. */
    public static Verdict of(Login login, Patience patience, Instant now) {
        var findings = Rules.findIn(Case.of(login, patience, now));
        var first = findings.getFirst();
        return new Verdict(
                first.code(),
                first.code().severity(),
                first.text(),
                first.advice(),
                first.reply(),
                first.spent(),
                first.evidence().stream().sorted(comparing(Evidence::at)).toList(),
                findings.stream()
                        .skip(1)
                        .filter(finding ->
                                finding.code() != VerdictCode.IN_PROGRESS && finding.code() != VerdictCode.EXPIRED)
                        .map(Verdict::remark)
                        .toList());
    }

    private static Remark remark(Finding finding) {
        return new Remark(finding.code(), finding.code().severity(), finding.text(), finding.advice());
    }
}
