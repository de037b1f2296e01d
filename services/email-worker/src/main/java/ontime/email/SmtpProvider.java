package ontime.email;

import jakarta.mail.MessagingException;
import ontime.delivery.Outcome;
import ontime.delivery.Provider;
import ontime.events.DeliveryReason;
import ontime.sealing.Message;
import org.bbottema.genericobjectpool.PoolableObject;
import org.simplejavamail.smtpconnectionpool.SessionTransport;

/** An SMTP server (RFC 5321). */
final class SmtpProvider implements Provider {

    private final SmtpConnections connections;
    private final MailWriter writer;
    private final SmtpOutcomes outcomes;

    SmtpProvider(SmtpConnections connections, MailWriter writer, SmtpOutcomes outcomes) {
        this.connections = connections;
        this.writer = writer;
        this.outcomes = outcomes;
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public Outcome send(Message message, String deliveryId) {
        try {
            return transmit(writer.write(connections.session(), message, deliveryId));
        } catch (MessagingException e) {
            // The mail could not even be written: another call would not change it.
            return new Outcome.Rejected(
                    DeliveryReason.INVALID_DESTINATION, e.getClass().getSimpleName());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unavailable(DeliveryReason.PROVIDER_UNAVAILABLE, "stopped", null, false);
        }
    }

    /** Ends: each turn but the last uses up a connection that was kept. */
    private Outcome transmit(OutgoingMail mail) throws InterruptedException, MessagingException {
        while (true) {
            PoolableObject<SessionTransport> connection;
            try {
                connection = connections.claim();
            } catch (RuntimeException e) {
                return SmtpOutcomes.notConnected(e);
            }
            if (connection == null) {
                return new Outcome.Unavailable(
                        DeliveryReason.PROVIDER_UNAVAILABLE, "no connection in time", null, false);
            }
            boolean wasUsed = connections.wasUsed(connection);
            Outcome outcome = transmit(mail, connection);
            boolean wasStale = wasUsed && mail.isUntouched() && outcome instanceof Outcome.Unavailable;
            if (!wasStale) {
                return outcome;
            }
            // The server had given the connection up while nobody used it. That is no news of the route, and no
            // attempt.
        }
    }

    private Outcome transmit(OutgoingMail mail, PoolableObject<SessionTransport> connection) throws MessagingException {
        String messageId = mail.getMessageID();
        boolean done = false;
        try {
            connection.getAllocatedObject().getTransport().sendMessage(mail, mail.getAllRecipients());
            done = true;
            return new Outcome.Accepted(messageId);
        } catch (MessagingException e) {
            return outcomes.of(e, mail.isHandedOver());
        } finally {
            if (done) {
                connections.keep(connection);
            } else {
                connections.drop(connection);
            }
        }
    }
}
