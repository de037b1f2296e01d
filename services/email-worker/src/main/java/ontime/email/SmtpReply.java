package ontime.email;

import jakarta.mail.MessagingException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What a server said to a mail: a reply code (RFC 5321 section 4.2) and often an enhanced status code (RFC 3463 and
 * 2034), whose second number names the subject and whose third the detail.
 *
 * @param subject 1 address, 2 mailbox, 3 mail system, 4 network, 5 protocol, 6 content, 7 policy; 0 when nothing or
 *     nothing more is said
 * @param detail 0 when nothing more is said
 * @param aboutRecipient whether it answered the naming of the recipient
 * @param text its words, which quote the address; never to be shown
 */
record SmtpReply(int code, int subject, int detail, boolean aboutRecipient, String text) {

    private static final Pattern ENHANCED =
            Pattern.compile("^[245][0-9]{2}[ -]([245])\\.([0-9]{1,3})\\.([0-9]{1,3})\\b");

    /** The most telling reply: the one to the recipient, before the one to the whole transaction; null for none. */
    static @Nullable SmtpReply in(MessagingException failure) {
        SmtpReply found = null;
        for (@Nullable Exception cause = failure;
                cause instanceof MessagingException step;
                cause = step.getNextException()) {
            found = switch (step) {
                case SMTPAddressFailedException recipient -> of(recipient.getReturnCode(), true, recipient);
                case SMTPSenderFailedException sender -> of(sender.getReturnCode(), false, sender);
                case SMTPSendFailedException transaction -> of(transaction.getReturnCode(), false, transaction);
                default -> found;
            };
        }
        // A connection that broke leaves a code that is none.
        return found == null || found.code() < 400 ? null : found;
    }

    private static SmtpReply of(int code, boolean aboutRecipient, MessagingException said) {
        String text = String.valueOf(said.getMessage());
        Matcher enhanced = ENHANCED.matcher(text);
        return enhanced.find()
                ? new SmtpReply(
                        code,
                        Integer.parseInt(enhanced.group(2)),
                        Integer.parseInt(enhanced.group(3)),
                        aboutRecipient,
                        text)
                : new SmtpReply(code, 0, 0, aboutRecipient, text);
    }

    boolean isPermanent() {
        return code >= 500;
    }

    boolean is(int otherSubject, int otherDetail) {
        return subject == otherSubject && detail == otherDetail;
    }

    boolean says(String words) {
        return text.toLowerCase(Locale.ROOT).contains(words);
    }

    /** The codes alone, which tell nobody's address. */
    String shown() {
        return subject == 0 && detail == 0
                ? "SMTP " + code
                : "SMTP " + code + " " + code / 100 + "." + subject + "." + detail;
    }

    /** Without the words. */
    @Override
    public String toString() {
        return shown();
    }
}
