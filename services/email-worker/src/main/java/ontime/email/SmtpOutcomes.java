package ontime.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/**
 * What the replies of an SMTP server mean for a code (RFC 5321 section 4.2: 4xx is transient, 5xx permanent). Only the
 * reply code is kept: the words behind it quote the address.
 */
final class SmtpOutcomes {

    private SmtpOutcomes() {}

    static Outcome of(MessagingException failure) {
        int code = replyCode(failure);
        if (code >= 500) {
            return new Outcome.Rejected(permanent(code), "SMTP " + code);
        }
        if (code >= 400) {
            return new Outcome.Deferred(transientReason(code), "SMTP " + code, null);
        }
        return notConnected(failure);
    }

    /** Why there was no conversation, or none that came to a reply. Of the failure only its kind is told. */
    static Outcome notConnected(Exception failure) {
        Throwable root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationFailedException refusal) {
                // 454 (RFC 4954): the server cannot tell just now who we are.
                if (refusal.getMessage() != null && refusal.getMessage().startsWith("4")) {
                    return new Outcome.Deferred(DeliveryReason.NOT_AUTHORISED, "authentication put off", null);
                }
                return new Outcome.Rejected(DeliveryReason.NOT_AUTHORISED, "authentication failed");
            }
            if (cause instanceof SocketTimeoutException) {
                return new Outcome.Deferred(DeliveryReason.TIMED_OUT, "no answer in time", null);
            }
            root = cause;
        }
        return new Outcome.Deferred(
                DeliveryReason.PROVIDER_UNAVAILABLE,
                "could not be reached: " + root.getClass().getSimpleName(),
                null);
    }

    private static DeliveryReason permanent(int code) {
        return switch (code) {
            case 530, 534, 535 -> DeliveryReason.NOT_AUTHORISED;
            // 556: the domain takes no mail at all (RFC 7504).
            case 550, 551, 553, 556 -> DeliveryReason.INVALID_DESTINATION;
            default -> DeliveryReason.REJECTED;
        };
    }

    private static DeliveryReason transientReason(int code) {
        return switch (code) {
            // Mailbox busy or local error: what a greylisting server answers to a stranger (RFC 6647).
            case 450, 451 -> DeliveryReason.GREYLISTED;
            // How Amazon SES says that mails come faster than it allows.
            case 454 -> DeliveryReason.THROTTLED;
            default -> DeliveryReason.PROVIDER_UNAVAILABLE;
        };
    }

    /** The most telling reply: the one to the recipient, before the one to the whole transaction. */
    private static int replyCode(MessagingException failure) {
        int code = 0;
        for (@Nullable Exception cause = failure;
                cause instanceof MessagingException step;
                cause = step.getNextException()) {
            code = switch (step) {
                case SMTPAddressFailedException recipient -> recipient.getReturnCode();
                case SMTPSenderFailedException sender -> sender.getReturnCode();
                case SMTPSendFailedException transaction -> transaction.getReturnCode();
                default -> code;
            };
        }
        return code;
    }
}
