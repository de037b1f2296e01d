package ontime.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import ontime.delivery.Outcome;
import ontime.delivery.Provider;
import ontime.events.DeliveryReason;
import ontime.sealing.Message;
import org.bbottema.genericobjectpool.PoolableObject;
import org.simplejavamail.smtpconnectionpool.SessionTransport;
import org.simplejavamail.smtpconnectionpool.SmtpConnectionPool;

/** An SMTP server (RFC 5321). Connections are kept and shared, because greeting costs more than sending. */
final class SmtpProvider implements Provider {

    private final SmtpConnectionPool connections;
    private final Session session;
    private final MailWriter writer;

    SmtpProvider(SmtpConnectionPool connections, Session session, MailWriter writer) {
        this.connections = connections;
        this.session = session;
        this.writer = writer;
    }

    @Override
    public String name() {
        return "smtp";
    }

    @Override
    public Outcome send(Message message, String deliveryId) {
        try {
            MimeMessage mail = writer.write(session, message, deliveryId);
            return transmit(mail, mail.getMessageID());
        } catch (MessagingException e) {
            // The mail could not even be written: another call would not change it.
            return new Outcome.Rejected(
                    DeliveryReason.INVALID_DESTINATION, e.getClass().getSimpleName());
        }
    }

    private Outcome transmit(MimeMessage mail, String messageId) {
        PoolableObject<SessionTransport> connection;
        try {
            connection = connections.claimResourceFromCluster(session);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, "stopped", null);
        } catch (RuntimeException e) {
            // How the pool tells that no connection could be made.
            return SmtpOutcomes.notConnected(e);
        }
        if (connection == null) {
            return new Outcome.Deferred(DeliveryReason.PROVIDER_UNAVAILABLE, "no connection in time", null);
        }
        boolean usable = false;
        try {
            Transport transport = connection.getAllocatedObject().getTransport();
            transport.sendMessage(mail, mail.getAllRecipients());
            usable = true;
            return new Outcome.Accepted(messageId);
        } catch (MessagingException e) {
            return SmtpOutcomes.of(e);
        } finally {
            if (usable) {
                connection.release();
            } else {
                // A conversation that broke off is not carried on: the server may be anywhere in it.
                connection.invalidate();
            }
        }
    }
}
