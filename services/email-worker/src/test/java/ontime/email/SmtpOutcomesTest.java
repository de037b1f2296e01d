package ontime.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies as servers give them: code, enhanced code and words that must not be repeated. */
class SmtpOutcomesTest {

    private static final InternetAddress JO = address();
    private static final Duration LATER = Duration.ofSeconds(60);

    private final SmtpOutcomes outcomes = new SmtpOutcomes(LATER);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.1.1 <jo@example.com>: Recipient address rejected: User unknown | SMTP 550 5.1.1",
                "550 5.1.2 host or domain not found | SMTP 550 5.1.2",
                "501 5.1.3 bad address syntax | SMTP 501 5.1.3",
                "550 5.1.6 mailbox has moved | SMTP 550 5.1.6",
                "556 5.1.10 recipient has a null MX | SMTP 556 5.1.10",
                "550 5.2.1 mailbox disabled | SMTP 550 5.2.1",
                "550 no such user jo@example.com | SMTP 550",
                "551 user not local | SMTP 551",
                "553 mailbox name not allowed | SMTP 553",
                "556 domain does not accept mail | SMTP 556"
            })
    void anAddressThatIsNoneIsToldAsSuch(String reply, String detail) {
        assertThat(outcomes.of(toRecipient(reply), false))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, detail));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "550 5.7.1 relaying denied | SMTP 550 5.7.1",
                "550 5.7.26 unauthenticated mail is prohibited | SMTP 550 5.7.26",
                "552 5.3.4 message too big | SMTP 552 5.3.4",
                "550 5.1.8 sender's domain not found | SMTP 550 5.1.8",
                "554 transaction failed | SMTP 554",
                "555 parameters not recognised | SMTP 555"
            })
    void aMailThatIsNotWantedIsRefusedThoughTheAddressMayBeGood(String reply, String detail) {
        assertThat(outcomes.of(toRecipient(reply), false))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.REJECTED, detail));
    }

    @Test
    void whatIsSaidOfTheContentIsNotSaidOfTheAddress() {
        assertThat(outcomes.of(toMail("550 looks like spam", null), true))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.REJECTED, "SMTP 550"));
        assertThat(outcomes.of(toMail("550 5.1.1 no such user after all", null), true))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, "SMTP 550 5.1.1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "530 5.7.0 authentication required | SMTP 530 5.7.0",
                "530 5.7.0 must issue a STARTTLS command first | SMTP 530 5.7.0",
                "534 5.7.9 mechanism too weak | SMTP 534 5.7.9",
                "535 5.7.8 credentials invalid | SMTP 535 5.7.8",
                "538 5.7.11 encryption required | SMTP 538 5.7.11"
            })
    void whoIsNotAllowedToSendIsNotByThisRelay(String reply, String detail) {
        assertThat(outcomes.of(toSender(reply), false))
                .isEqualTo(new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, detail));
    }

    @Test
    void aServerThatTakesNoMailAtAllIsNoRoute() {
        assertThat(outcomes.of(toMail("521 5.3.2 host does not accept mail", null), false))
                .isEqualTo(new Outcome.Refused(DeliveryReason.REJECTED, "SMTP 521 5.3.2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "450 4.7.1 greylisted | SMTP 450 4.7.1",
                "451 4.7.1 greylisting in action, come back in 00:05:00 | SMTP 451 4.7.1",
                "450 4.2.0 jo@example.com: greylisted | SMTP 450 4.2.0",
                "450 4.2.1 mailbox busy | SMTP 450 4.2.1",
                "451 4.7.650 IP is throttled by the receiver | SMTP 451 4.7.650",
                "450 try again later | SMTP 450",
                "451 try again later | SMTP 451"
            })
    void aReceiverThatWantsAStrangersMailLaterGetsItAMinuteLater(String reply, String detail) {
        assertThat(outcomes.of(toRecipient(reply), false))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.GREYLISTED, detail, LATER));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"450 4.7.1 slow down | SMTP 450 4.7.1", "451 4.7.0 too many mails | SMTP 451 4.7.0"})
    void policyThatDoesNotAnswerTheRecipientSpeaksOfUs(String reply, String detail) {
        assertThat(outcomes.of(toSender(reply), false)).isEqualTo(new Outcome.Throttled(detail, null));
        assertThat(outcomes.of(toMail(reply, null), true)).isEqualTo(new Outcome.Throttled(detail, null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "451 4.1.8 sender's domain not found just now | SMTP 451 4.1.8",
                "450 4.5.0 protocol trouble | SMTP 450 4.5.0",
                "451 4.6.0 content cannot be converted just now | SMTP 451 4.6.0"
            })
    void whatElseDoesNotAnswerTheRecipientIsNoGreylisting(String reply, String detail) {
        assertThat(outcomes.of(toSender(reply), false))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, detail, null));
        assertThat(outcomes.of(toMail(reply, null), true))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, detail, null));
    }

    @Test
    void aMailboxThatIsFullIsNotEmptiedWithinSeconds() {
        assertThat(outcomes.of(toRecipient("452 4.2.2 mailbox full"), false))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.MAILBOX_FULL, "SMTP 452 4.2.2", LATER));
        assertThat(outcomes.of(toRecipient("552 5.2.2 mailbox full"), false))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.MAILBOX_FULL, "SMTP 552 5.2.2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "421 4.7.0 too many connections from your host | SMTP 421 4.7.0",
                "421 4.7.28 rate limited | SMTP 421 4.7.28",
                "421 4.3.2 connection rate limit exceeded | SMTP 421 4.3.2",
                "451 4.4.5 system congestion | SMTP 451 4.4.5",
                "450 4.3.2 try again later | SMTP 450 4.3.2",
                "454 Throttling failure: Maximum sending rate exceeded. | SMTP 454"
            })
    void aRelayForWhichWeAreTooFastIsGivenTime(String reply, String detail) {
        assertThat(outcomes.of(toRecipient(reply), false)).isEqualTo(new Outcome.Throttled(detail, null));
    }

    @Test
    void aDaysAllowanceThatIsUsedUpDoesNotComeBackInSeconds() {
        assertThat(outcomes.of(toRecipient("454 Throttling failure: Daily message quota exceeded."), false))
                .isEqualTo(new Outcome.Refused(DeliveryReason.SPEND_LIMIT, "SMTP 454"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "421 4.3.0 going down | PROVIDER_UNAVAILABLE | SMTP 421 4.3.0",
                "421 closing channel | PROVIDER_UNAVAILABLE | SMTP 421",
                "452 4.3.1 insufficient system storage | PROVIDER_UNAVAILABLE | SMTP 452 4.3.1",
                "451 4.3.0 temporary system problem | PROVIDER_UNAVAILABLE | SMTP 451 4.3.0",
                "454 4.7.0 TLS not available | NOT_AUTHORISED | SMTP 454 4.7.0"
            })
    void aRelayInTroubleIsToldOfTheRoute(String reply, DeliveryReason reason, String detail) {
        assertThat(outcomes.of(toRecipient(reply), false))
                .isEqualTo(new Outcome.Unavailable(reason, detail, null, false));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"451 4.4.1 no answer from host | SMTP 451 4.4.1", "455 cannot do that now | SMTP 455"})
    void troubleBehindTheRelayIsToldOfTheMail(String reply, String detail) {
        assertThat(outcomes.of(toRecipient(reply), false))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, detail, null));
    }

    @Test
    void aReplyToTheDotSaysThatTheMailWasNotTaken() {
        assertThat(outcomes.of(toMail("451 local error in processing", null), true))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, "SMTP 451", null));
        assertThat(outcomes.of(toMail("421 4.3.0 going down", null), true))
                .isEqualTo(new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, "SMTP 421 4.3.0", null, false));
    }

    @Test
    void whatWasSaidOfTheRecipientCountsBeforeWhatWasSaidOfTheTransaction() {
        assertThat(outcomes.of(toMail("451 nobody left", toRecipient("550 5.1.1 no such user")), false))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, "SMTP 550 5.1.1"));
    }

    @Test
    void aReplyOfSeveralLinesIsReadByItsFirst() {
        assertThat(outcomes.of(toRecipient("550-5.1.1 The email account\n550 5.1.1 does not exist"), false))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, "SMTP 550 5.1.1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.1.1 jo@example.com", "451 4.7.1 jo@example.com", "421 jo@example.com"})
    void noReplyIsShownWithItsWords(String reply) {
        assertThat(outcomes.of(toRecipient(reply), false).toString()).doesNotContain("jo@");
        assertThat(String.valueOf(SmtpReply.in(toRecipient(reply)))).doesNotContain("jo@");
    }

    @Test
    void withoutAReplyItIsTheConnection() {
        assertThat(outcomes.of(new MessagingException("[EOF]"), false))
                .isEqualTo(unavailable("could not be reached: MessagingException", false));
        assertThat(outcomes.of(new MessagingException("late", new SocketTimeoutException("Read timed out")), false))
                .isEqualTo(new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "no answer in time", null, false));
    }

    @Test
    void aServerThatHangsUpIsNoServerThatIsSilentOrSaysNo() {
        assertThat(SmtpOutcomes.isHangUp(new MessagingException("[EOF]"))).isTrue();
        assertThat(SmtpOutcomes.isHangUp(toSender("421 4.4.2 idle for too long")))
                .isTrue();
        assertThat(SmtpOutcomes.isHangUp(new MessagingException("late", new SocketTimeoutException("Read timed out"))))
                .isFalse();
        assertThat(SmtpOutcomes.isHangUp(toSender("451 4.3.0 not now"))).isFalse();

        assertThat(SmtpOutcomes.isAnswer(toSender("451 4.3.0 not now"))).isTrue();
        assertThat(SmtpOutcomes.isAnswer(toSender("421 4.3.0 going down"))).isFalse();
        assertThat(SmtpOutcomes.isAnswer(new MessagingException("[EOF]"))).isFalse();
    }

    @Test
    void withoutAReplyToTheDotTheMailMayHaveBeenTaken() {
        var broken = new SMTPSendFailedException(
                ".", -1, "[EOF]", null, new InternetAddress[0], new InternetAddress[] {JO}, null);

        assertThat(outcomes.of(broken, true))
                .isEqualTo(unavailable("connection lost after the final dot, perhaps taken", true));
    }

    @Test
    void aPoolThatCannotConnectSaysWhy() {
        assertThat(SmtpOutcomes.notConnected(new IllegalStateException(new AuthenticationFailedException("535 no"))))
                .isEqualTo(new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, "authentication failed"));
        assertThat(SmtpOutcomes.notConnected(new IllegalStateException(new AuthenticationFailedException("454 4.7.0"))))
                .isEqualTo(
                        new Outcome.Unavailable(DeliveryReason.NOT_AUTHORISED, "authentication put off", null, false));
        assertThat(SmtpOutcomes.notConnected(new IllegalStateException(new ConnectException("refused"))))
                .isEqualTo(unavailable("could not be reached: ConnectException", false));
    }

    private static Outcome unavailable(String detail, boolean perhapsTaken) {
        return new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, detail, null, perhapsTaken);
    }

    private static SMTPAddressFailedException toRecipient(String reply) {
        return new SMTPAddressFailedException(JO, "RCPT TO:<jo@example.com>", code(reply), reply);
    }

    private static SMTPSenderFailedException toSender(String reply) {
        return new SMTPSenderFailedException(JO, "MAIL FROM:<codes@example.org>", code(reply), reply);
    }

    private static SMTPSendFailedException toMail(String reply, @Nullable Exception next) {
        return new SMTPSendFailedException(
                "DATA", code(reply), reply, next, new InternetAddress[0], new InternetAddress[] {JO}, null);
    }

    private static int code(String reply) {
        return Integer.parseInt(reply.substring(0, 3));
    }

    private static InternetAddress address() {
        try {
            return new InternetAddress("jo@example.com");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
