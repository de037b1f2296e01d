package ontime.issuer.icu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ontime.issuer.message.OurTemplates;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Wording;
import ontime.issuer.policy.Wording.Template;
import ontime.issuer.policy.WordingCheck.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IcuWordingCheckTest {

    private static final String SMS = "{code} ({reference})";
    private static final String SUBJECT = "Login {reference}";
    private static final String MAIL = "Code {code}\n\nfor {reference} at {time} on {origin}";

    private final IcuWordingCheck check = new IcuWordingCheck(new IcuPhrasing(), new OurTemplates());

    @Test
    void thereIsNothingToSayOfTheDefaultsNorOfAnyLatinLanguageOfOurs() {
        assertThat(check(languages("en", "cy", "pl", "en-GB", "pl-PL"))).isEqualTo(Findings.NONE);
        assertThat(check(Policy.defaults().wording())).isEqualTo(Findings.NONE);
    }

    @Test
    void whoChoosesArabicIsToldWhatAnSmsCosts() {
        var found = check(languages("en", "ar"));
        assertThat(found.problems()).isEmpty();
        assertThat(found.warnings())
                .singleElement()
                .asString()
                .matches("wording\\.languages: ar: an SMS may be paid for as 2 parts: \\d+ characters of 70, "
                        + "because GSM-7 does not have ر م ز ت س");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {code                                         | wording.templates.en.sms: is no ICU message pattern
            {code} {reference} {minutes, plural, one {x}} | wording.templates.en.sms: is no ICU message pattern
            {code} {reference} {user}                     | wording.templates.en.sms: there is no {user}, but {code},
            {code} {reference} {0}                        | wording.templates.en.sms: there is no {0}, but
            {code, number} {reference}                    | wording.templates.en.sms: {code} must be plain
            {code} {reference, select, other {K}}         | wording.templates.en.sms: {reference} must be plain
            {code} {reference} {minutes, number, ::%}     | wording.templates.en.sms: {minutes} must be plain or a plural
            {code} {reference} {minutes, choice, 0#a}     | wording.templates.en.sms: {minutes} must be plain or a plural
            {code} {reference} {minutes, plural, ones {#} other {#}} | wording.templates.en.sms: the language has no plural form "ones"
            {code}                                        | wording.templates.en.sms: must have {reference}, whatever
            {reference}                                   | wording.templates.en.sms: must have {code}, whatever
            {reference} '{code}'                          | wording.templates.en.sms: must have {code}, whatever
            {reference} {minutes, plural, =7 {soon} other {{code}}} | wording.templates.en.sms: must have {code}, whatever
            {reference} {minutes, plural, one {{code}} other {{who}}} | wording.templates.en.sms: there is no {who}, but
            ''                                            | wording.templates.en.sms: must be 1 to 1000 characters
            """)
    void anSmsThatCouldNotBeWrittenIsRefused(String sms, String problem) {
        refuses(new Template(sms, SUBJECT, MAIL), problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {code} is your code                     | wording.templates.en.subject: must not have {code}
            {minutes, plural, =3 {{code}} one {1} other {#}} | wording.templates.en.subject: must not have {code}
            {refernce}                              | wording.templates.en.subject: there is no {refernce}
            ''                                      | wording.templates.en.subject: must be 1 to 150 characters
            """)
    void aSubjectThatWouldLeakOrBreakIsRefused(String subject, String problem) {
        refuses(new Template(SMS, subject, MAIL), problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Login\nBcc: eve@example.com", "Login\r\nBcc: eve@example.com", "a\rb", "a\u2028b", "a\u2029b"})
    void aSubjectIsOneLine(String subject) {
        refuses(new Template(SMS, subject, MAIL), "wording.templates.en.subject: must be one line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001b", "\u0085", "\ue000", "\uf8ff", "\ud83d", "\udbff"})
    void whatNobodySeesIsRefusedEverywhere(String character) {
        String problem = "must have no control characters and none of private use";
        refuses(new Template(SMS + character, SUBJECT, MAIL), "wording.templates.en.sms: " + problem);
        refuses(new Template(SMS, SUBJECT + character, MAIL), "wording.templates.en.subject: " + problem);
        refuses(new Template(SMS, SUBJECT, MAIL + character), "wording.templates.en.mail: " + problem);
    }

    @Test
    void aMailNeedsCodeAndReferenceAsWell() {
        refuses(new Template(SMS, SUBJECT, "{code}"), "wording.templates.en.mail: must have {reference}");
        refuses(new Template(SMS, SUBJECT, "{reference}"), "wording.templates.en.mail: must have {code}");
        refuses(new Template(SMS, SUBJECT, " \n "), "wording.templates.en.mail: must be 1 to 10000 characters");
    }

    @Test
    void everythingHasALength() {
        assertThat(check(with(new Template(SMS, "x".repeat(150), MAIL))).problems())
                .isEmpty();
        refuses(new Template(SMS + "x".repeat(1000), SUBJECT, MAIL), "wording.templates.en.sms: must be 1 to 1000");
        refuses(new Template(SMS, "x".repeat(151), MAIL), "wording.templates.en.subject: must be 1 to 150");
        refuses(new Template(SMS, SUBJECT, MAIL + "x".repeat(10_000)), "wording.templates.en.mail: must be 1 to 10000");
        refuses(
                new Template(SMS + "{origin}".repeat(26), SUBJECT, MAIL),
                "wording.languages: en: an SMS may become longer than 1600 characters");
    }

    @Test
    void nestingWithoutEndIsAProblemAndNotACrash() {
        String deep = "{minutes,plural,other{".repeat(400) + "}}".repeat(400);
        assertThat(check(with(new Template(SMS, SUBJECT, MAIL + deep))).problems())
                .isEmpty();
        refuses(new Template(SMS, SUBJECT, "{".repeat(9_999)), "wording.templates.en.mail: is no ICU message pattern");
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var found = check(with(new Template("{code}", "{code}", "{reference}")));
        assertThat(found.problems())
                .containsExactly(
                        "wording.templates.en.sms: must have {reference}, whatever the number of minutes",
                        "wording.templates.en.subject: must not have {code}: mail servers log subjects",
                        "wording.templates.en.mail: must have {code}, whatever the number of minutes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"xx", "english", "-", "und", "x-private"})
    void aTemplateIsNamedByTheTagOfALanguage(String tag) {
        var wording = wording(List.of(Locale.ENGLISH), Map.of(tag, new Template(SMS, SUBJECT, MAIL)));
        assertThat(check(wording).problems())
                .containsExactly("wording.templates." + tag + ": must be named by the tag of a language (BCP 47)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en_GB", "", "<b>"})
    void aNameThatIsNoTagIsNotRepeated(String name) {
        var wording = wording(List.of(Locale.ENGLISH), Map.of(name, new Template(SMS, SUBJECT, MAIL)));
        assertThat(check(wording).problems())
                .containsExactly("wording.templates.*: must be named by the tag of a language (BCP 47)");
    }

    @Test
    void nothingButASlipIsRepeated() {
        refuses(
                new Template("{code} {reference} {Dear customer, look}", SUBJECT, MAIL),
                "wording.templates.en.sms: is no ICU message pattern: ");
        var quoted = check(with(new Template("{code} {Dear customer", SUBJECT, MAIL)));
        assertThat(quoted.problems()).singleElement().asString().doesNotContain("Dear", "customer");
        refuses(
                new Template(SMS + "{" + "x".repeat(33) + "}", SUBJECT, MAIL),
                "wording.templates.en.sms: there is no {...}, but");
    }

    @Test
    void everyLanguageHasATemplate() {
        assertThat(check(languages("en", "ja", "xx")).problems())
                .containsExactly(
                        "wording.languages: ja needs a template in wording.templates",
                        "wording.languages: xx is not the tag of a language (BCP 47)");
        var own = wording(List.of(Locale.JAPANESE), Map.of("ja", new Template(SMS, SUBJECT, MAIL)));
        assertThat(check(own).problems()).isEmpty();
    }

    @Test
    void aTemplateThatNobodyGetsIsPointedOut() {
        var unused = wording(List.of(Locale.ENGLISH), Map.of("pl", new Template(SMS, SUBJECT, MAIL)));
        assertThat(check(unused))
                .isEqualTo(
                        new Findings(List.of(), List.of("wording.templates.pl: is used by none of wording.languages")));
    }

    @Test
    void aPluralFormThatIsMissingIsPointedOut() {
        String minutes = " {minutes, plural, one {# minuta} other {# minuty}}";
        var polish =
                wording(List.of(Locale.forLanguageTag("pl")), Map.of("pl", new Template(SMS, SUBJECT, MAIL + minutes)));
        assertThat(check(polish))
                .isEqualTo(new Findings(
                        List.of(),
                        List.of(
                                "wording.templates.pl.mail: lacks the plural form \"few\" of the language",
                                "wording.templates.pl.mail: lacks the plural form \"many\" of the language")));
    }

    @Test
    void anSmsThatIsPaidForTwiceIsPointedOut() {
        assertThat(check(with(new Template(SMS + " ’", SUBJECT, MAIL))).warnings())
                .as("one typographic apostrophe, and a short message fits all the same")
                .isEmpty();
        assertThat(check(with(new Template(SMS + " Don’t – ever – share it. ${origin}", SUBJECT, MAIL)))
                        .warnings())
                .singleElement()
                .asString()
                .matches("wording\\.languages: en: an SMS may be paid for as 2 parts: \\d+ characters of 70, "
                        + "because GSM-7 does not have ’ –");
        assertThat(check(with(new Template(SMS + "x".repeat(130), SUBJECT, MAIL)))
                        .warnings())
                .singleElement()
                .asString()
                .matches("wording\\.languages: en: an SMS may be paid for as 2 parts: 177 characters of 160");
    }

    @Test
    void lineEndsOfAnotherSystemAreNoProblem() {
        var windows = new Template(SMS, SUBJECT, MAIL.replace("\n", "\r\n"));
        assertThat(windows).isEqualTo(new Template(SMS, SUBJECT, MAIL));
        assertThat(check(with(windows)).problems()).isEmpty();
    }

    private void refuses(Template template, String problem) {
        assertThat(check(with(template)).problems()).singleElement().asString().startsWith(problem);
    }

    private Findings check(Wording wording) {
        return check.check(wording);
    }

    private static Wording with(Template template) {
        return wording(List.of(Locale.ENGLISH), Map.of("en", template));
    }

    private static Wording languages(String... tags) {
        return wording(Arrays.stream(tags).map(Locale::forLanguageTag).toList(), Map.of());
    }

    private static Wording wording(List<Locale> languages, Map<String, Template> templates) {
        var defaults = Policy.defaults().wording();
        return new Wording(defaults.origin(), defaults.zone(), languages, Map.of(), templates);
    }
}
