package ontime.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import ontime.delivery.Outcome;
import ontime.email.EmailProperties.Tls;
import ontime.events.DeliveryReason;
import ontime.sealing.Message;
import org.junit.jupiter.api.Test;

/** Mails to a real SMTP server in this JVM, and to none. */
class SmtpProviderTest {

    private static final Message MAIL = new Message("jo@example.com", null, "Your code", "123456", null);

    @Test
    void connectionsAreKeptAndAServerThatCameBackIsReachedAgain() throws Exception {
        int port;
        SmtpProvider provider;
        try (var mailbox = new Mailbox()) {
            port = mailbox.port();
            provider = provider(port);
            assertThat(provider.send(MAIL, "c-1.1")).isEqualTo(new Outcome.Accepted("<c-1.1@example.org>"));
            assertThat(provider.send(MAIL, "c-2.1")).isEqualTo(new Outcome.Accepted("<c-2.1@example.org>"));
            assertThat(mailbox.connections()).isEqualTo(1);
        }
        assertThat(provider.send(MAIL, "c-3.1"))
                .isInstanceOfSatisfying(
                        Outcome.Deferred.class,
                        deferred -> assertThat(deferred.reason()).isEqualTo(DeliveryReason.PROVIDER_UNAVAILABLE));

        try (var mailbox = new Mailbox(port)) {
            assertThat(provider.send(MAIL, "c-4.1")).isInstanceOf(Outcome.Accepted.class);
            assertThat(mailbox.received("jo@example.com")).hasSize(1);
        }
    }

    @Test
    void aServerThatRefusesOneMailTakesTheNext() throws Exception {
        try (var mailbox = new Mailbox()) {
            SmtpProvider provider = provider(mailbox.port());
            mailbox.willReply("jo@example.com", "550 5.1.1 no such user jo@example.com");

            assertThat(provider.send(MAIL, "c-1.1"))
                    .isEqualTo(new Outcome.Rejected(DeliveryReason.INVALID_DESTINATION, "SMTP 550"));
            assertThat(provider.send(MAIL, "c-2.1")).isInstanceOf(Outcome.Accepted.class);
        }
    }

    @Test
    void aServerThatIsNotThereMayComeBack() throws Exception {
        assertThat(provider(closedPort()).send(MAIL, "c-1.1"))
                .isEqualTo(new Outcome.Deferred(
                        DeliveryReason.PROVIDER_UNAVAILABLE, "could not be reached: ConnectException", null));
    }

    @Test
    void aServerThatSaysNothingIsNotWaitedForBeyondTheTimeout() throws Exception {
        try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(provider(silent.getLocalPort()).send(MAIL, "c-1.1"))
                    .isEqualTo(new Outcome.Deferred(DeliveryReason.TIMED_OUT, "no answer in time", null));
        }
    }

    private static SmtpProvider provider(int port) throws Exception {
        var properties = new EmailProperties(
                "127.0.0.1", port, "codes@example.org", Duration.ofSeconds(1), Tls.NONE, null, null);
        Session session = SmtpConnections.session(properties);
        var writer = new MailWriter(new InternetAddress(properties.from()), InstantSource.system());
        return new SmtpProvider(SmtpConnections.pool(properties, session, 2), session, writer);
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
