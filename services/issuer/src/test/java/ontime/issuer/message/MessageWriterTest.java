package ontime.issuer.message;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.text.Bidi;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import ontime.issuer.icu.IcuPhrasing;
import ontime.issuer.message.Segments.Alphabet;
import ontime.issuer.policy.Origin;
import ontime.issuer.policy.Policy;
import ontime.issuer.policy.Wording;
import ontime.issuer.policy.Wording.Template;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageWriterTest {

    private static final Destination PHONE = new Destination.PhoneNumber("+447700900123", 44, "GB");
    private static final Destination MAIL = new Destination.EmailAddress("ada@example.com");
    private static final Origin ORIGIN = new Origin("portal.example.com");
    private static final Instant WINTER = Instant.parse("2026-01-31T10:00:05.999Z");
    private static final Instant SUMMER = Instant.parse("2026-07-31T10:00:05Z");
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Wording OURS = Policy.defaults().wording();

    private final MessageWriter writer = new MessageWriter(new IcuPhrasing(), new OurTemplates());

    @Test
    void anSmsSaysTheCodeTheReferenceAndTheTimeOfTheClick() {
        assertThat(sms("en").text()).isEqualTo("""
                        004711 is your login code (code K7, login at 10:00:05 GMT). Never share it.

                        @portal.example.com #004711""");
        assertThat(sms("cy").text()).isEqualTo("""
                        004711 yw eich cod mewngofnodi (K7 am 10:00:05 GMT). Cadwch yn gyfrinachol.

                        @portal.example.com #004711""");
        assertThat(sms("pl").text()).isEqualTo("""
                        004711 to Twoj kod logowania (kod K7, 10:00:05 GMT). Nikomu go nie podawaj.

                        @portal.example.com #004711""");
        assertThat(sms("ar").text()).isEqualTo("""
                        رمز تسجيل الدخول 004711 (المرجع K7، الساعة 10:00:05 ص GMT). لا تشاركه مع أحد.

                        @portal.example.com #004711""");
    }

    @Test
    void theCodeThatProvesAContactIsNoLoginCodeAndFilledInNowhere() {
        assertThat(List.of("en", "cy", "pl", "ar"))
                .extracting(language -> proof(PHONE, language).text())
                .containsExactly(
                        "004711 is your code to confirm this phone number (code K7, asked for at 10:00:05 GMT). Never share it.",
                        "004711 yw eich cod i gadarnhau'r rhif ffon hwn (K7 am 10:00:05 GMT). Cadwch yn gyfrinachol.",
                        "004711 to kod potwierdzajacy ten numer telefonu (kod K7, 10:00:05 GMT). Nikomu go nie podawaj.",
                        "رمز تأكيد رقم الهاتف هذا 004711 (المرجع K7، الساعة 10:00:05 ص GMT). لا تشاركه مع أحد.");
        Message mail = proof(MAIL, "en");
        assertThat(mail.subject()).isEqualTo("Confirm this email address (K7)");
        assertThat(mail.text()).isEqualTo("""
                        Your code to confirm this email address for portal.example.com:

                        004711

                        It is code K7, asked for at 10:00:05 GMT, and valid for 5 minutes from then. \
                        If the page shows another reference, use the newer mail.

                        Never share it. If you did not give this address there, ignore this mail: without the code \
                        nothing changes.
                        """);
        for (String language : List.of("cy", "pl", "ar")) {
            assertThat(proof(MAIL, language).text())
                    .contains("004711", "K7", "portal.example.com")
                    .doesNotContain("{");
        }
        assertThat(proof(PHONE, "ja").text()).startsWith("004711 is your code to confirm");
    }

    private Message proof(Destination to, String language) {
        return writer.writeProof(to, notice(language), OURS);
    }

    @Test
    void aMailSaysMoreAndNamesTheSiteAndTheMinutes() {
        assertThat(mail("en").text()).isEqualTo("""
                        Your login code for portal.example.com:

                        004711

                        It is code K7, for the login at 10:00:05 GMT, and valid for 5 minutes from then. \
                        If the login page shows another reference, use the newer mail.

                        Never share it. If you did not try to log in, somebody else knows your password: change it.
                        """);
        assertThat(mail("cy").text()).isEqualTo("""
                        Eich cod mewngofnodi ar gyfer portal.example.com:

                        004711

                        Dyma god K7, ar gyfer y mewngofnodi am 10:00:05 GMT, ac mae'n ddilys am 5 munud o'r amser hwnnw. \
                        Os yw'r dudalen fewngofnodi yn dangos cyfeirnod arall, defnyddiwch y neges e-bost ddiweddaraf.

                        Peidiwch byth â'i rannu. Os nad chi a geisiodd fewngofnodi, mae rhywun arall yn gwybod eich \
                        cyfrinair: newidiwch ef.
                        """);
        assertThat(mail("pl").text()).isEqualTo("""
                        Twój kod logowania do portal.example.com:

                        004711

                        To kod K7 do logowania z godziny 10:00:05 GMT, ważny od tej chwili przez 5 minut. \
                        Jeśli strona logowania pokazuje inne oznaczenie, użyj nowszej wiadomości.

                        Nikomu go nie podawaj. Jeśli to nie Ty próbujesz się zalogować, ktoś inny zna Twoje hasło: \
                        zmień je.
                        """);
        assertThat(mail("ar").text().replaceAll("[\u2068\u2069]", "|")).isEqualTo("""
                        رمز تسجيل الدخول إلى |portal.example.com|:

                        004711

                        هذا هو الرمز |K7| لتسجيل الدخول في الساعة |10:00:05 ص GMT|، وهو صالح منذ ذلك الوقت لمدة 5 دقائق. \
                        إذا أظهرت صفحة تسجيل الدخول مرجعًا آخر، فاستخدم الرسالة الأحدث.

                        لا تشاركه مع أحد. إذا لم تحاول تسجيل الدخول، فهناك من يعرف كلمة المرور الخاصة بك: غيّرها.
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "en, Your login code (K7)",
        "cy, Eich cod mewngofnodi (K7)",
        "pl, Twój kod logowania (K7)",
        "ar, رمز تسجيل الدخول (K7)",
    })
    void theSubjectOfAMailNamesTheReferenceAndNotTheCode(String language, String subject) {
        assertThat(mail(language).subject()).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "cy", "pl", "ar"})
    void theTimeIsThatOfTheClockOnTheWall(String language) {
        var kept = new Notice("004711", "K7", SUMMER, LIFE, ORIGIN, Locale.forLanguageTag(language));
        assertThat(writer.write(PHONE, kept, OURS).text()).contains("11:00:05", "BST");
        assertThat(writer.write(PHONE, kept, in(ZoneId.of("Europe/Warsaw"))).text())
                .contains("12:00:05", "CEST");
    }

    @Test
    void aLanguageWithACountryWritesTimesAsThereAndTheBlanksOfAnSmsStayInGsm7() {
        assertThat(sms("en-US").text()).contains("login at 10:00:05 AM GMT)");
        assertThat(Segments.of(sms("en-US").text()).alphabet()).isEqualTo(Alphabet.GSM_7);
        assertThat(mail("ar-EG").text()).as("digits are those of the code").contains("10:00:05 ص", "5 دقائق");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/London", "UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Chatham", "+05:45"})
    void anSmsInLatinLettersFitsOneSegmentWithTheLongestOriginAndCodeInEveryZone(String zone) {
        var longest = new Origin("a".repeat(48) + ".example.com");
        assertThat(longest.host()).hasSize(Origin.LONGEST);
        for (String language : List.of("en", "cy", "pl")) {
            for (Instant clicked : List.of(WINTER, SUMMER)) {
                var notice = new Notice("0123456789", "K7", clicked, LIFE, longest, Locale.forLanguageTag(language));
                String text = writer.write(PHONE, notice, in(ZoneId.of(zone))).text();

                assertThat(Segments.of(text).alphabet()).as(text).isEqualTo(Alphabet.GSM_7);
                assertThat(Segments.count(text)).as(text).isEqualTo(1);
            }
        }
    }

    @Test
    void anSmsInArabicTakesTwo() {
        assertThat(Segments.of(sms("ar").text()).alphabet()).isEqualTo(Alphabet.UCS_2);
        assertThat(Segments.count(sms("ar").text())).isEqualTo(2);
    }

    /**
     * What stands between right-to-left words keeps its own order: on the screen each value is read as it was written.
     */
    @Test
    void inArabicEachValueKeepsItsOrder() {
        String sms = sms("ar").text();
        for (String value : List.of("004711", "K7", "10:00:05", "@portal.example.com #004711")) {
            assertThat(shown(sms)).as(value).contains(value);
        }
        for (String value : List.of("004711", "K7", "10:00:05", "portal.example.com")) {
            assertThat(shown(mail("ar").text())).as(value).contains(value);
        }
    }

    @Test
    void nothingInvisibleIsCopiedAlongWithACode() {
        assertThat(sms("ar").text()).doesNotContainPattern("\\p{Cf}");
        assertThat(mail("ar").text()).contains("\n\n004711\n\n");
        assertThat(mail("ar").html())
                .contains("<strong dir=\"ltr\">004711</strong>")
                .doesNotContainPattern("\\p{Cf}");
    }

    @Test
    void whatPhonesFillInIsTheLastLineOfEveryTemplate() {
        for (String language : List.of("en", "cy", "pl", "ar")) {
            assertThat(lastLine(sms(language))).isEqualTo("@portal.example.com #004711");
        }
        var own = with("en", new Template("{code} {reference}\n\n@elsewhere.example #{code}\n", "s", "m"));
        assertThat(lastLine(writer.write(PHONE, notice("en"), own))).isEqualTo("@portal.example.com #004711");
    }

    @Test
    void anSmsHasNeitherSubjectNorHtml() {
        assertThat(sms("en").destination()).isEqualTo("+447700900123");
        assertThat(sms("en").subject()).isNull();
        assertThat(sms("en").html()).isNull();
    }

    @Test
    void anSmsComesFromTheSenderOfItsCountryAndAMailFromTheRoutesOwn() {
        var senders = new Wording(OURS.origin(), OURS.zone(), OURS.languages(), Map.of("GB", "Portal"), Map.of());
        var american = new Destination.PhoneNumber("+12025550143", 1, "US");

        assertThat(writer.write(PHONE, notice("en"), senders).sender()).isEqualTo("Portal");
        assertThat(writer.write(american, notice("en"), senders).sender()).isNull();
        assertThat(writer.write(MAIL, notice("en"), senders).sender()).isNull();
        assertThat(sms("en").sender()).isNull();
    }

    @Test
    void theTenantsTemplateTakesThePlaceOfOurs() {
        var own = with(
                "pl",
                new Template(
                        "Bank: {code}, {reference}, {minutes, plural, one {# minuta} few {# minuty} many {# minut} other {#}}",
                        "Bank {reference}",
                        "Kod {code}\nnumer {reference}\n \n\nOd {time} na {origin}"));
        var polish = notice("pl-PL");

        assertThat(writer.write(PHONE, polish, own).text())
                .isEqualTo("Bank: 004711, K7, 5 minut\n\n@portal.example.com #004711");
        Message mail = writer.write(MAIL, polish, own);
        assertThat(mail.subject()).isEqualTo("Bank K7");
        assertThat(mail.text()).isEqualTo("Kod 004711\nnumer K7\n \n\nOd 10:00:05 GMT na portal.example.com\n");
        assertThat(body(mail)).isEqualTo("""
                <p>Kod <strong dir="ltr">004711</strong><br>
                numer <strong dir="ltr">K7</strong></p>
                <p>Od <span dir="ltr">10:00:05 GMT</span> na <span dir="ltr">portal.example.com</span></p>
                """);
        assertThat(writer.write(PHONE, notice("en"), own).text()).startsWith("004711 is your login code");
    }

    @Test
    void aLanguageThatIsGoneSinceTheFirstDeliveryGivesWayToEnglish() {
        Message mail = writer.write(MAIL, notice("ja"), OURS);
        assertThat(mail.subject()).isEqualTo("Your login code (K7)");
        assertThat(mail.html()).contains("<html lang=\"en\" dir=\"ltr\">");
    }

    @Test
    void theHtmlSaysTheSameWithTheCodeLargeAndInItsLanguageAndDirection() {
        assertThat(mail("en").html()).contains("<html lang=\"en\" dir=\"ltr\">", "<title>Your login code (K7)</title>");
        assertThat(body(mail("en"))).startsWith("""
                <p>Your login code for <span dir="ltr">portal.example.com</span>:</p>
                <p style="font-size:2em;letter-spacing:.15em;margin:.5em 0"><strong dir="ltr">004711</strong></p>
                <p>It is code <strong dir="ltr">K7</strong>, for the login at <span dir="ltr">10:00:05 GMT</span>,""");
        assertThat(mail("ar").html())
                .contains("<html lang=\"ar\" dir=\"rtl\">", "<span dir=\"rtl\">10:00:05 ص GMT</span>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "cy", "pl", "ar"})
    void aMailLoadsNothingLeadsNowhereAndSetsNoColours(String language) {
        String html = requireNonNull(mail(language).html());
        assertThat(html).contains("<meta name=\"color-scheme\" content=\"light dark\">");
        assertThat(html)
                .doesNotContainIgnoringCase("http")
                .doesNotContainIgnoringCase("<img")
                .doesNotContainIgnoringCase("<a ")
                .doesNotContainIgnoringCase("<script")
                .doesNotContainIgnoringCase("url(")
                .doesNotContainIgnoringCase("color:")
                .doesNotContainIgnoringCase("background");
    }

    @Test
    void aTemplateOpensNoTag() {
        var own = with(
                "en", new Template("{code}", "</title><b>\"&'", "{code}<script>alert(1)</script> & \"{reference}\""));
        Message mail = writer.write(MAIL, notice("en"), own);

        assertThat(mail.subject()).isEqualTo("</title><b>\"&'");
        assertThat(mail.html()).contains("<title>&lt;/title&gt;&lt;b&gt;&quot;&amp;&#39;</title>");
        assertThat(body(mail))
                .isEqualTo("<p><strong dir=\"ltr\">004711</strong>&lt;script&gt;alert(1)&lt;/script&gt; &amp; "
                        + "&quot;<strong dir=\"ltr\">K7</strong>&quot;</p>\n");
    }

    /** The types of what varies refuse most of this; that they might not some day must not matter. */
    @ParameterizedTest
    @ValueSource(strings = {"{code}", "{minutes, plural, other {x}}", "'{'", "#", "''", "<b>&\"", "$1\\", "%s%n", "|"})
    void aValueIsNeverTakenForGrammar(String value) {
        var odd = new Notice("004711", value, WINTER, LIFE, ORIGIN, Locale.ENGLISH);

        assertThat(writer.write(PHONE, odd, OURS).text()).startsWith("004711 is your login code (code " + value + ", ");
        Message mail = writer.write(MAIL, odd, OURS);
        assertThat(mail.subject()).isEqualTo("Your login code (" + value + ")");
        assertThat(tags(mail)).isEqualTo(tags(mail("en")));
    }

    @ParameterizedTest
    @CsvSource({
        "PT5M, 5 minutes",
        "PT1M, 1 minute",
        "PT4M59.999S, 4 minutes",
        "PT30S, 1 minute",
        "PT10M, 10 minutes",
        "PT69M, 69 minutes"
    })
    void aMailPromisesWholeMinutesAndNoMoreThanThereAre(Duration life, String said) {
        var notice = new Notice("004711", "K7", WINTER, life, ORIGIN, Locale.ENGLISH);
        assertThat(writer.write(MAIL, notice, OURS).text()).contains("valid for " + said + " from then");
    }

    @Test
    void aNoticeKeepsItsCodeToItself() {
        assertThat(notice("en").toString()).doesNotContain("004711");
    }

    private Message sms(String language) {
        return writer.write(PHONE, notice(language), OURS);
    }

    private Message mail(String language) {
        return writer.write(MAIL, notice(language), OURS);
    }

    private static Notice notice(String language) {
        return new Notice("004711", "K7", WINTER, LIFE, ORIGIN, Locale.forLanguageTag(language));
    }

    private static Wording in(ZoneId zone) {
        return new Wording(OURS.origin(), zone, OURS.languages(), Map.of(), Map.of());
    }

    private static Wording with(String language, Template template) {
        return new Wording(OURS.origin(), OURS.zone(), OURS.languages(), Map.of(), Map.of(language, template));
    }

    private static String lastLine(Message sms) {
        return sms.text().lines().toList().getLast();
    }

    private static String body(Message mail) {
        String html = requireNonNull(mail.html());
        return html.substring(html.indexOf("<p"), html.indexOf("</body>"));
    }

    private static String tags(Message mail) {
        return requireNonNull(mail.html()).replaceAll("(?s)>[^<]*<", "><");
    }

    /** The text as it stands on a screen, from left to right (Unicode UAX 9). */
    private static String shown(String text) {
        var screen = new StringBuilder();
        for (String line : text.lines().filter(content -> !content.isEmpty()).toList()) {
            var bidi = new Bidi(line, Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
            byte[] levels = new byte[line.length()];
            Character[] characters = new Character[line.length()];
            for (int i = 0; i < line.length(); i++) {
                levels[i] = (byte) bidi.getLevelAt(i);
                characters[i] = line.charAt(i);
            }
            Bidi.reorderVisually(levels, 0, characters, 0, characters.length);
            for (Character character : characters) {
                screen.append(character);
            }
            screen.append('\n');
        }
        return screen.toString();
    }
}
