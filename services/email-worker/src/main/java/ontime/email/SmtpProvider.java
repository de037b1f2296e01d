package ontime.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Transport;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import ontime.delivery.Outcome;
import ontime.delivery.Provider;
import ontime.events.DeliveryReason;
import ontime.sealing.Message;

/** An SMTP server (RFC 5321). */
final class SmtpProvider implements Provider {

    /** How long a conversation that was broken off may take to end; it has nothing to wait for. */
    private static final Duration END = Duration.ofSeconds(1);

    private final SmtpConnections connections;
    private final MailWriter writer;
    private final SmtpOutcomes outcomes;
    private final Duration timeout;

    /** @param timeout of a whole mail, from connecting to the last reply */
    SmtpProvider(SmtpConnections connections, MailWriter writer, SmtpOutcomes outcomes, Duration timeout) {
        this.connections = connections;
        this.writer = writer;
        this.outcomes = outcomes;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public Outcome send(Message message, String deliveryId) {
        try {
            return inTime(writer.write(connections.session(), message, deliveryId));
        } catch (MessagingException e) {
            // The mail could not even be written: another call would not change it.
            return new Outcome.Rejected(
                    DeliveryReason.INVALID_DESTINATION, e.getClass().getSimpleName());
        }
    }

    /**
     * A server that answers each step just in time, or sends byte after byte, is not waited for longer than one that
     * says nothing. To interrupt a virtual thread closes the socket that it waits at, at whatever step, also within
     * TLS.
     */
    private Outcome inTime(OutgoingMail mail) {
        var conversation = new FutureTask<>(() -> converse(mail));
        Thread thread = Thread.ofVirtual().name("smtp").start(conversation);
        try {
            return conversation.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            mail.giveUp();
            return conversation.cancel(true) ? late(mail, thread) : conversation.resultNow();
        } catch (InterruptedException e) {
            mail.giveUp();
            conversation.cancel(true);
            Thread.currentThread().interrupt();
            return new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, "stopped", null, mail.isHandedOver());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a conversation ended unforeseen", e.getCause());
        }
    }

    /** Waits for the end of it, for only then is it certain how much of the mail went out. */
    private static Outcome late(OutgoingMail mail, Thread thread) {
        try {
            thread.join(END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return SmtpOutcomes.late(mail.isHandedOver());
    }

    private Outcome converse(OutgoingMail mail) throws MessagingException {
        Transport kept = connections.kept();
        if (kept != null) {
            try {
                return transmit(mail, kept);
            } catch (MessagingException e) {
                Outcome outcome = outcomes.of(e, mail.isHandedOver());
                boolean stale = mail.isUntouched()
                        && !mail.isGivenUp()
                        && outcome instanceof Outcome.Unavailable
                        && SmtpOutcomes.isHangUp(e);
                if (!stale) {
                    return outcome;
                }
                // The server had given the connection up while nobody used it. That is no news of the route, and no
                // attempt.
            }
        }
        return converseAnew(mail);
    }

    private Outcome converseAnew(OutgoingMail mail) throws MessagingException {
        Transport connection;
        try {
            connection = connections.fresh();
        } catch (MessagingException e) {
            return SmtpOutcomes.notConnected(e);
        }
        try {
            return transmit(mail, connection);
        } catch (MessagingException e) {
            return outcomes.of(e, mail.isHandedOver());
        }
    }

    private Outcome transmit(OutgoingMail mail, Transport connection) throws MessagingException {
        String messageId = mail.getMessageID();
        boolean inOrder = false;
        try {
            connection.sendMessage(mail, mail.getAllRecipients());
            inOrder = true;
            return new Outcome.Accepted(messageId);
        } catch (MessagingException e) {
            inOrder = SmtpOutcomes.isAnswer(e);
            throw e;
        } finally {
            if (inOrder) {
                connections.keep(connection);
            } else {
                SmtpConnections.drop(connection);
            }
        }
    }
}
