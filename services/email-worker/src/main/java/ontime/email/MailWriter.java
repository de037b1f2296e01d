package ontime.email;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.InstantSource;
import java.util.Date;
import java.util.regex.Pattern;
import ontime.sealing.Message;
import org.jspecify.annotations.Nullable;

/** Writes a mail as text and HTML (RFC 5322, RFC 2046), marked as sent by a machine (RFC 3834). */
final class MailWriter {

    private static final String UTF_8 = "UTF-8";

    /** An identifier that needs no quoting in a Message-ID, and brings no header line of its own. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9._-]+");

    private final InternetAddress from;
    private final InstantSource clock;

    MailWriter(InternetAddress from, InstantSource clock) {
        this.from = from;
        this.clock = clock;
    }

    /**
     * Writes a mail.
     *
     * @param deliveryId becomes the Message-ID, so that a bounce leads back to the delivery, and a server that gets the
     *     mail a second time can see that it has it
     * @throws MessagingException when the address is none, or tries to become a second header line
     */
    OutgoingMail write(Session session, Message message, String deliveryId) throws MessagingException {
        if (!IDENTIFIER.matcher(deliveryId).matches()) {
            throw new MessagingException("a delivery's identifier is one word");
        }
        var mail = new OutgoingMail(session, "<" + deliveryId + "@" + domain() + ">");
        mail.setFrom(message.sender() == null ? from : strict(message.sender()));
        mail.setRecipient(RecipientType.TO, strict(message.destination()));
        mail.setSubject(oneLine(message.subject() == null ? "" : message.subject()), UTF_8);
        mail.setSentDate(Date.from(clock.instant()));
        mail.setHeader("Auto-Submitted", "auto-generated");
        setContent(mail, message.text(), message.html());
        mail.saveChanges();
        return mail;
    }

    private static void setContent(MimeMessage mail, String text, @Nullable String html) throws MessagingException {
        if (html == null) {
            mail.setText(text, UTF_8);
            return;
        }
        var plain = new MimeBodyPart();
        plain.setText(text, UTF_8);
        var rich = new MimeBodyPart();
        rich.setText(html, UTF_8, "html");
        // The best version last (RFC 2046 section 5.1.4).
        mail.setContent(new MimeMultipart("alternative", plain, rich));
    }

    private String domain() {
        return from.getAddress().substring(from.getAddress().indexOf('@') + 1);
    }

    private static InternetAddress strict(String address) throws MessagingException {
        if (!address.equals(oneLine(address))) {
            throw new MessagingException("an address has no line breaks");
        }
        return new InternetAddress(address, true);
    }

    private static String oneLine(String field) {
        return field.replaceAll("\\p{Cntrl}+", " ");
    }
}
