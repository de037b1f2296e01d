package ontime.sandbox.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import java.util.Properties;

/**
 * A mail server's notice that it could not deliver a mail after all (RFC 3464), with the headers of the mail (RFC
 * 6522).
 */
final class Bounce {

    private Bounce() {}

    /**
     * The notice about a mail.
     *
     * @param to whom the mail was for; they do not exist
     */
    static MimeMessage of(MimeMessage mail, String to, Instant now) throws MessagingException {
        var date = new MailDateFormat().format(Date.from(now));
        var text = """
                From: Mail Delivery System <MAILER-DAEMON@example.com>
                Date: %1$s
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="=report"

                --=report
                Content-Type: text/plain; charset=us-ascii

                The mail to <%2$s> could not be delivered.

                --=report
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example.com
                Arrival-Date: %1$s

                Final-Recipient: rfc822; %2$s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 <%2$s>: Recipient address rejected: User unknown
                Last-Attempt-Date: %1$s

                --=report
                Content-Type: text/rfc822-headers

                Message-ID: %3$s
                To: <%2$s>

                --=report--
                """.formatted(date, to, Objects.requireNonNullElse(mail.getMessageID(), "<none>"))
                .replace("\n", "\r\n");
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(text.getBytes(UTF_8)));
    }
}
