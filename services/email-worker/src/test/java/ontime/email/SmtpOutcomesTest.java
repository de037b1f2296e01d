package ontime.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpOutcomesTest {

    private static final InternetAddress JO = address();

    @ParameterizedTest
    @CsvSource({
        "421, PROVIDER_UNAVAILABLE",
        "450, GREYLISTED",
        "451, GREYLISTED",
        "452, PROVIDER_UNAVAILABLE",
        "454, THROTTLED"
    })
    void aTransientReplyIsTriedAgain(int code, DeliveryReason reason) {
        assertThat(SmtpOutcomes.of(transaction(code, null)))
                .isEqualTo(new Outcome.Deferred(reason, "SMTP " + code, null));
    }

    @ParameterizedTest
    @CsvSource({
        "530, NOT_AUTHORISED",
        "535, NOT_AUTHORISED",
        "550, INVALID_DESTINATION",
        "551, INVALID_DESTINATION",
        "553, INVALID_DESTINATION",
        "556, INVALID_DESTINATION",
        "552, REJECTED",
        "554, REJECTED"
    })
    void aPermanentReplyIsNot(int code, DeliveryReason reason) {
        assertThat(SmtpOutcomes.of(transaction(code, null))).isEqualTo(new Outcome.Rejected(reason, "SMTP " + code));
    }

    @Test
    void whatWasSaidOfTheRecipientCountsBeforeWhatWasSaidOfTheTransaction() {
        var recipient = new SMTPAddressFailedException(JO, "RCPT TO", 550, "no such user jo@example.com");

        assertThat(SmtpOutcomes.of(transaction(451, recipient)))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, "SMTP 550"));
    }

    @Test
    void whatWasSaidOfTheSenderCountsToo() {
        var sender = new SMTPSenderFailedException(JO, "MAIL FROM", 530, "log in first");

        assertThat(SmtpOutcomes.of(sender)).isEqualTo(new Outcome.Rejected(DeliveryReason.NOT_AUTHORISED, "SMTP 530"));
    }

    @Test
    void withoutAReplyItIsTheConnection() {
        assertThat(SmtpOutcomes.of(new MessagingException("[EOF]")))
                .isEqualTo(new Outcome.Deferred(
                        DeliveryReason.PROVIDER_UNAVAILABLE, "could not be reached: MessagingException", null));
        assertThat(SmtpOutcomes.of(new MessagingException("late", new SocketTimeoutException("Read timed out"))))
                .isEqualTo(new Outcome.Deferred(DeliveryReason.TIMED_OUT, "no answer in time", null));
    }

    @Test
    void aPoolThatCannotConnectSaysWhy() {
        assertThat(SmtpOutcomes.notConnected(new IllegalStateException(new AuthenticationFailedException("535"))))
                .isEqualTo(new Outcome.Rejected(DeliveryReason.NOT_AUTHORISED, "authentication failed"));
        assertThat(SmtpOutcomes.notConnected(new IllegalStateException(new ConnectException("refused"))))
                .isEqualTo(new Outcome.Deferred(
                        DeliveryReason.PROVIDER_UNAVAILABLE, "could not be reached: ConnectException", null));
    }

    private static SMTPSendFailedException transaction(int code, @Nullable Exception next) {
        return new SMTPSendFailedException(
                "DATA", code, "about jo@example.com", next, new InternetAddress[0], new InternetAddress[] {JO}, null);
    }

    private static InternetAddress address() {
        try {
            return new InternetAddress("jo@example.com");
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
