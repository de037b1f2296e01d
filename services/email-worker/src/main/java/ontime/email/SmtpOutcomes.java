package ontime.email;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import ontime.delivery.Outcome;
import ontime.events.DeliveryReason;
import org.jspecify.annotations.Nullable;

/**
 * What the replies of an SMTP server mean for a code: 4xx is transient, 5xx permanent (RFC 5321 section 4.2.1), and the
 * enhanced status code says more (RFC 3463, and the registry of IANA). Only the codes are kept: the words behind them
 * quote the address.
 */
final class SmtpOutcomes {

    /** The one reply after which the server closes the connection (RFC 5321 section 3.8). */
    private static final int HANGS_UP = 421;

    private final Duration greylistRetry;

    /** @param greylistRetry when a mail is tried again that its receiver wants later */
    SmtpOutcomes(Duration greylistRetry) {
        this.greylistRetry = greylistRetry;
    }

    /** @param handedOver whether the server had been given the whole mail, so that it may have taken it */
    Outcome of(MessagingException failure, boolean handedOver) {
        SmtpReply reply = SmtpReply.in(failure);
        if (reply == null) {
            return noReply(failure, handedOver);
        }
        return reply.isPermanent() ? permanent(reply) : temporary(reply);
    }

    /** Why there was no conversation. Of the failure only its kind is told. */
    static Outcome notConnected(Exception failure) {
        return noReply(failure, false);
    }

    /** Whether the server said no and stays: the connection is as good as before. */
    static boolean isAnswer(MessagingException failure) {
        SmtpReply reply = SmtpReply.in(failure);
        return reply != null && reply.code() != HANGS_UP;
    }

    /** Whether the connection has ended, which is not the same as no answer in time. */
    static boolean isHangUp(MessagingException failure) {
        SmtpReply reply = SmtpReply.in(failure);
        return reply == null ? !isLate(failure) : reply.code() == HANGS_UP;
    }

    private static boolean isLate(Exception failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    static Outcome late(boolean handedOver) {
        return new Outcome.Unavailable(
                DeliveryReason.TIMED_OUT, "no answer in time" + perhaps(handedOver), null, handedOver);
    }

    private static String perhaps(boolean handedOver) {
        return handedOver ? " after the final dot, perhaps taken" : "";
    }

    private static Outcome noReply(Exception failure, boolean handedOver) {
        if (isLate(failure)) {
            return late(handedOver);
        }
        Throwable root = failure;
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationFailedException refusal) {
                return notAuthenticated(refusal);
            }
            root = cause;
        }
        return new Outcome.Unavailable(
                DeliveryReason.PROVIDER_UNAVAILABLE,
                handedOver
                        ? "connection lost" + perhaps(true)
                        : "could not be reached: " + root.getClass().getSimpleName(),
                null,
                handedOver);
    }

    private static Outcome notAuthenticated(AuthenticationFailedException refusal) {
        // 454 (RFC 4954): the server cannot tell just now who we are.
        return refusal.getMessage() != null && refusal.getMessage().startsWith("4")
                ? new Outcome.Unavailable(DeliveryReason.NOT_AUTHORISED, "authentication put off", null, false)
                : new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, "authentication failed");
    }

    private static Outcome permanent(SmtpReply reply) {
        return switch (reply.code()) {
            // RFC 4954: authentication is required, too weak, invalid, or needs encryption.
            case 530, 534, 535, 538 -> new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, reply.shown());
            // RFC 7504: this server takes no mail at all, from nobody.
            case 521 -> new Outcome.Refused(DeliveryReason.REJECTED, reply.shown());
            default -> new Outcome.Rejected(permanentReason(reply), reply.shown());
        };
    }

    private static DeliveryReason permanentReason(SmtpReply reply) {
        if (reply.is(2, 2)) {
            return DeliveryReason.MAILBOX_FULL;
        }
        return isNoAddress(reply) ? DeliveryReason.INVALID_DESTINATION : DeliveryReason.REJECTED;
    }

    private static boolean isNoAddress(SmtpReply reply) {
        return switch (reply.subject()) {
            // 5.1.7 and 5.1.8 are about the sender's address.
            case 1 -> reply.detail() != 7 && reply.detail() != 8;
            // There is a mailbox, but it is disabled.
            case 2 -> reply.detail() == 1;
            // 556: the domain takes no mail at all (RFC 7504).
            case 0 ->
                reply.aboutRecipient()
                        && (reply.code() == 550 || reply.code() == 551 || reply.code() == 553 || reply.code() == 556);
            // 5.7.1 is policy: the address may be good.
            default -> false;
        };
    }

    private Outcome temporary(SmtpReply reply) {
        return switch (reply.code()) {
            case HANGS_UP -> closing(reply);
            case 454 -> refusedForNow(reply);
            // What a greylisting server answers to a stranger (RFC 6647), and much else.
            case 450, 451, 452 -> notNow(reply);
            default -> new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, reply.shown(), null);
        };
    }

    /** The server hangs up: because there are too many of us, or because it is going away. */
    private static Outcome closing(SmtpReply reply) {
        boolean tooFast = reply.subject() == 7 || reply.is(3, 2) || reply.is(4, 5);
        return tooFast ? new Outcome.Throttled(reply.shown(), null) : unavailable(reply);
    }

    /** How Amazon SES says that mails come too fast, or that a day's are used up; else RFC 3207 and 4954. */
    private static Outcome refusedForNow(SmtpReply reply) {
        if (reply.says("quota exceeded")) {
            return new Outcome.Refused(DeliveryReason.SPEND_LIMIT, reply.shown());
        }
        return reply.subject() == 7
                ? new Outcome.Unavailable(DeliveryReason.NOT_AUTHORISED, reply.shown(), null, false)
                : new Outcome.Throttled(reply.shown(), null);
    }

    private Outcome notNow(SmtpReply reply) {
        return switch (reply.subject()) {
            // The relay's own trouble: its disk is full, it is being stopped.
            case 3 -> reply.detail() == 2 ? new Outcome.Throttled(reply.shown(), null) : unavailable(reply);
            // The way behind the relay.
            case 4 ->
                reply.detail() == 5
                        ? new Outcome.Throttled(reply.shown(), null)
                        : new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, reply.shown(), null);
            // 4.2.2: a mailbox that is full will not be emptied within seconds. 4.2.0 is how some greylist.
            case 2 -> later(reply.detail() == 2 ? DeliveryReason.MAILBOX_FULL : DeliveryReason.GREYLISTED, reply);
            default -> reply.aboutRecipient() ? later(DeliveryReason.GREYLISTED, reply) : notByThisRelay(reply);
        };
    }

    /** Greylisting answers the naming of the recipient; before and after it, the relay speaks of us. */
    private static Outcome notByThisRelay(SmtpReply reply) {
        return reply.subject() == 7
                ? new Outcome.Throttled(reply.shown(), null)
                : new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, reply.shown(), null);
    }

    private Outcome later(DeliveryReason reason, SmtpReply reply) {
        return new Outcome.Deferred(reason, reply.shown(), greylistRetry);
    }

    private static Outcome unavailable(SmtpReply reply) {
        return new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, reply.shown(), null, false);
    }
}
