package ontime.issuer.message;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import ontime.issuer.policy.Origin;
import ontime.issuer.routing.Destination;
import ontime.sealing.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageWriterTest {

    /** What GSM 03.38's basic set has of ASCII, which is all that we use: one septet each. */
    private static final String GSM_7 = "[A-Za-z0-9@$_!\"#%&'()*+,./:;<=>? \\n-]*";

    private static final Destination PHONE = new Destination.PhoneNumber("+447700900123", 44, "GB");
    private static final Destination MAIL = new Destination.EmailAddress("ada@example.com");
    private static final Origin ORIGIN = new Origin("portal.example.com");
    private static final ZoneId LONDON = ZoneId.of("Europe/London");
    private static final Instant WINTER = Instant.parse("2026-01-31T10:00:05.999Z");
    private static final Instant SUMMER = Instant.parse("2026-07-31T10:00:05Z");

    @Test
    void anSmsSaysTheCodeTheReferenceAndTheTimeOfTheClick() {
        assertThat(sms(WINTER, LONDON, ORIGIN).text()).isEqualTo("""
                        004711 is your login code (code K7, login at 10:00:05 GMT). Never share it.

                        @portal.example.com #004711""");
    }

    @Test
    void theTimeIsThatOfTheClockOnTheWall() {
        assertThat(sms(SUMMER, LONDON, ORIGIN).text()).contains("login at 11:00:05 BST");
    }

    @Test
    void theLastLineOfAnSmsIsWhatPhonesFillInOnTheRightSite() {
        assertThat(sms(WINTER, LONDON, ORIGIN).text().lines().toList().getLast())
                .isEqualTo("@portal.example.com #004711");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Europe/London", "UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Chatham", "+05:45"})
    void anSmsFitsOneSegmentWithTheLongestOriginAndCodeInEveryZone(String zone) {
        var longest = new Origin("a".repeat(48) + ".example.com");
        String text = MessageWriter.write(PHONE, "0123456789", "K7", SUMMER, ZoneId.of(zone), longest)
                .text();

        assertThat(longest.host()).hasSize(Origin.LONGEST);
        assertThat(text).matches(GSM_7);
        assertThat(text.length()).isLessThanOrEqualTo(160);
    }

    @Test
    void anSmsHasNeitherSubjectNorHtml() {
        Message sms = sms(WINTER, LONDON, ORIGIN);
        assertThat(sms.destination()).isEqualTo("+447700900123");
        assertThat(sms.subject()).isNull();
        assertThat(sms.html()).isNull();
    }

    @Test
    void theSubjectOfAMailNamesTheReferenceAndNotTheCode() {
        Message mail = mail(ORIGIN);
        assertThat(mail.destination()).isEqualTo("ada@example.com");
        assertThat(mail.subject()).isEqualTo("Your login code (K7)");
    }

    @Test
    void aMailSaysTheSameAsTextAndAsHtml() {
        Message mail = mail(ORIGIN);
        assertThat(mail.text()).contains("004711", "code K7", "10:00:05 GMT", "portal.example.com");
        assertThat(mail.html()).contains("004711", ">K7<", "10:00:05 GMT", "portal.example.com");
    }

    @Test
    void nothingThatVariesCanOpenATagOrEndALine() {
        // What varies is digits, a reference, a time and a host name; each of their types refuses everything else.
        String plain = requireNonNull(mail(new Origin("x.example")).html());
        String other = requireNonNull(mail(ORIGIN).html());
        assertThat(tags(plain)).isEqualTo(tags(other));
        assertThat(other.lines().count()).isEqualTo(plain.lines().count());
        assertThat(other).doesNotContain("http:", "https:", "<img", "<script", "<a ");
    }

    private static String tags(String html) {
        return html.replaceAll("(?s)>[^<]*<", "><");
    }

    private static Message sms(Instant clicked, ZoneId zone, Origin origin) {
        return MessageWriter.write(PHONE, "004711", "K7", clicked, zone, origin);
    }

    private static Message mail(Origin origin) {
        return MessageWriter.write(MAIL, "004711", "K7", WINTER, LONDON, origin);
    }
}
