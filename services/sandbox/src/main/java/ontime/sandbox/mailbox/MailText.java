package ontime.sandbox.mailbox;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a mail as a mail program without pictures does: the plain text, where there is one. */
final class MailText {

    /** A login code needs a few lines; what is longer is cut, so that the inbox stays small. */
    private static final int LONGEST_TEXT = 64 * 1024;

    private MailText() {}

    static String of(MimeMessage mail) throws MessagingException, IOException {
        String text = find(mail, "text/plain");
        if (text == null) {
            text = find(mail, "text/*");
        }
        if (text == null) {
            return "";
        }
        return text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) : text;
    }

    static String sender(MimeMessage mail) throws MessagingException {
        Address[] from = mail.getFrom();
        if (from == null || from.length == 0) {
            return "";
        }
        return from[0] instanceof InternetAddress address ? address.toUnicodeString() : from[0].toString();
    }

    private static @Nullable String find(Part part, String mimeType) throws MessagingException, IOException {
        if (part.isMimeType(mimeType) && part.getContent() instanceof String text) {
            return text;
        }
        if (part.getContent() instanceof Multipart parts) {
            for (int index = 0; index < parts.getCount(); index++) {
                String text = find(parts.getBodyPart(index), mimeType);
                if (text != null) {
                    return text;
                }
            }
        }
        return null;
    }
}
