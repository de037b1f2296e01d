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
 * What a provider of mailboxes sends to the sender when the person calls a mail spam (RFC 5965, feedback type
 * {@code abuse}), with the headers of the mail.
 */
final class Complaint {

    private Complaint() {}

    /**
     * The report about a mail.
     *
     * @param to who got it and does not want it
     * @param taken when the mail was taken
     * @param at when the person said so
     */
    static MimeMessage of(MimeMessage mail, String to, Instant taken, Instant at) throws MessagingException {
        var text = """
                From: <feedback@example.com>
                Date: %1$s
                Subject: FW: a mail that was called spam
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="=report"

                --=report
                Content-Type: text/plain; charset=us-ascii

                This is an email abuse report for a mail that was received on %2$s.

                --=report
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Sandbox/1.0
                Version: 1
                Original-Rcpt-To: <%3$s>
                Arrival-Date: %2$s
                Reporting-MTA: dns; mail.example.com

                --=report
                Content-Type: text/rfc822-headers

                Message-ID: %4$s
                To: <%3$s>

                --=report--
                """.formatted(date(at), date(taken), to, Objects.requireNonNullElse(mail.getMessageID(), "<none>"))
                .replace("\n", "\r\n");
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    private static String date(Instant instant) {
        return new MailDateFormat().format(Date.from(instant));
    }
}
