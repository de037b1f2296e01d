package ontime.issuer.icu;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ontime.issuer.message.Notice;
import ontime.issuer.message.Phrasing;
import ontime.issuer.message.Piece;
import ontime.issuer.message.Placeholder;
import ontime.issuer.policy.Wording.Template;

/** Puts a template into words for every number of minutes that it may be given, and reads what comes out. */
final class TemplateCheck {

    private static final int LONGEST_SMS = 1000;
    private static final int LONGEST_SUBJECT = 150;
    private static final int LONGEST_MAIL = 10_000;

    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    private final Phrasing phrasing;
    private final Report report;

    TemplateCheck(Phrasing phrasing, Report report) {
        this.phrasing = phrasing;
        this.report = report;
    }

    void check(String field, Template template, Locale language) {
        checkText(field + ".sms", template.sms(), LONGEST_SMS, language);
        checkSubject(field + ".subject", template.subject(), language);
        checkText(field + ".mail", template.mail(), LONGEST_MAIL, language);
    }

    private void checkText(String field, String pattern, int longest, Locale language) {
        if (PatternCheck.passes(field, pattern, longest, language, report)) {
            Stream.of(Placeholder.CODE, Placeholder.REFERENCE)
                    .filter(needed -> ever(pattern, language, pieces -> !pieces.contains(new Piece.Value(needed))))
                    .forEach(needed -> report.problem(
                            field, "must have {" + needed.argument() + "}, whatever the number of minutes"));
        }
    }

    private void checkSubject(String field, String pattern, Locale language) {
        if (PatternCheck.passes(field, pattern, LONGEST_SUBJECT, language, report)) {
            if (ever(pattern, language, pieces -> pieces.contains(new Piece.Value(Placeholder.CODE)))) {
                report.problem(field, "must not have {code}: mail servers log subjects");
            }
            if (ever(pattern, language, TemplateCheck::hasLineBreak)) {
                report.problem(field, "must be one line");
            }
        }
    }

    private boolean ever(String pattern, Locale language, Predicate<List<Piece>> condition) {
        return IntStream.rangeClosed(1, Notice.MOST_MINUTES)
                .mapToObj(minutes -> phrasing.phrase(pattern, language, minutes))
                .anyMatch(condition);
    }

    private static boolean hasLineBreak(List<Piece> pieces) {
        return pieces.stream()
                .anyMatch(piece -> piece instanceof Piece.Words words
                        && LINE_BREAK.matcher(words.text()).find());
    }
}
