package ontime.gateway.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MailDateFormat;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.text.ParseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.DeadLetter;
import ontime.gateway.report.MailEvents;
import ontime.gateway.report.MailStatus;
import ontime.gateway.report.Meaning;
import ontime.gateway.report.MessageKey;
import ontime.gateway.report.Network;
import ontime.gateway.report.Report;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads a mail that a mail server has sent about one of ours: a delivery status notification (RFC 3464) or a feedback
 * report (RFC 5965). Both are reports of several parts (RFC 6522): words for people, fields for programs, and the mail
 * itself or its headers, by whose Message-ID it is known. The words are not read: they quote the address, and each
 * server has its own.
 */
final class ReturnedMail {

    private static final String SOURCE = "mailbox";

    /** As the email worker's receipts name it. */
    private static final String PROVIDER = "smtp";

    private static final int MOST_PARTS = 10;

    private final MimeMessage mail;
    private @Nullable DeliveryStatus status;
    private boolean complaint;
    private @Nullable String messageId;

    private ReturnedMail(MimeMessage mail) {
        this.mail = mail;
    }

    /** Reads a mail that is in memory as a whole: whatever goes wrong is its own fault. */
    static Call read(MimeMessage mail) throws MessagingException {
        try {
            return parts(mail);
        } catch (MessagingException | IOException | RuntimeException e) {
            return unreadable(mail, "not a mail: " + e.getClass().getSimpleName());
        }
    }

    /** For a mail that is not read at all. */
    static Call tooLarge(MimeMessage mail) throws MessagingException {
        return unreadable(mail, "too large");
    }

    private static Call parts(MimeMessage mail) throws MessagingException, IOException {
        if (!mail.isMimeType("multipart/report")) {
            // An answer by a machine, or by a person who answers to machines.
            return unreadable(mail, "not a report");
        }
        var returned = new ReturnedMail(mail);
        var parts = new MimeMultipart(mail.getDataHandler().getDataSource());
        for (var index = 0; index < Math.min(parts.getCount(), MOST_PARTS); index++) {
            returned.part(parts.getBodyPart(index));
        }
        return returned.told();
    }

    private void part(BodyPart part) throws MessagingException, IOException {
        switch (new ContentType(part.getContentType()).getBaseType().toLowerCase(Locale.ROOT)) {
            case "message/delivery-status", "message/global-delivery-status" ->
                status = new DeliveryStatus(part.getInputStream());
            case "message/feedback-report" -> complaint = true;
            case "message/rfc822", "message/global", "text/rfc822-headers", "message/rfc822-headers" ->
                messageId = new InternetHeaders(part.getInputStream()).getHeader("Message-ID", null);
            default -> {
                // For people.
            }
        }
    }

    private Call told() throws MessagingException {
        var id = messageId == null ? "" : messageId.strip();
        if (!MessageKey.isOne(id)) {
            return unreadable(mail, "does not say which mail");
        }
        var key = new MessageKey(PROVIDER, id);
        var reports = new ArrayList<Report>();
        if (complaint) {
            reports.add(report(key, MailEvents.COMPLAINT, "complaint", sent()));
        }
        if (status != null) {
            // A mail of ours has one recipient; whoever forwards it may report on several.
            for (var index = 0; index < status.getRecipientDSNCount(); index++) {
                var fields = status.getRecipientDSN(index);
                var code = Objects.requireNonNullElse(fields.getHeader("Status", null), "");
                MailStatus.meaning(Objects.requireNonNullElse(fields.getHeader("Action", null), ""), code)
                        .map(meaning -> report(key, meaning, MailStatus.code(code), attempted(fields)))
                        .ifPresent(reports::add);
            }
        } else if (!complaint) {
            return unreadable(mail, "neither a status nor a complaint");
        }
        return new Call(SOURCE, null, reports, List.of());
    }

    private static Report report(MessageKey key, Meaning meaning, String detail, Instant at) {
        return new Report(key, meaning, detail, at, Network.UNTOLD);
    }

    private Instant attempted(InternetHeaders fields) {
        var attempted = fields.getHeader("Last-Attempt-Date", null);
        if (attempted != null) {
            try {
                return new MailDateFormat().parse(attempted).toInstant();
            } catch (ParseException e) {
                return sent();
            }
        }
        return sent();
    }

    /** The same each time that the mail is read, so that a mail that is read twice is reported once. */
    private Instant sent() {
        try {
            var date = mail.getSentDate();
            var known = date == null ? mail.getReceivedDate() : date;
            return known == null ? Instant.EPOCH : known.toInstant();
        } catch (MessagingException e) {
            return Instant.EPOCH;
        }
    }

    private static Call unreadable(MimeMessage mail, String reason) throws MessagingException {
        var name = Objects.requireNonNullElse(mail.getMessageID(), "");
        return new Call(SOURCE, null, List.of(), List.of(DeadLetter.of(name.getBytes(UTF_8), reason)));
    }
}
