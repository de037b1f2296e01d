package ontime.email;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.AddressException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import ontime.delivery.Outcome;
import ontime.delivery.neighbours.OwnCertificate;
import ontime.email.EmailProperties.RelayProperties;
import ontime.email.EmailProperties.Tls;
import ontime.events.DeliveryReason;
import ontime.sealing.Message;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who we speak to, and who they think we are: encryption, certificates and authentication. */
class SmtpSecurityTest {

    private static final Message MAIL = new Message("jo@example.com", null, "Your code", "123456", null);
    private static final Outcome ACCEPTED = new Outcome.Accepted("<c-1.1@example.org>");
    private static final String PASSWORD = "not-a-secret-either";

    @TempDir
    private static Path folder;

    private static OwnCertificate certificate;
    private static Function<String, SSLContext> trusting;

    @BeforeAll
    static void makeACertificate() throws Exception {
        certificate = new OwnCertificate(folder);
        SSLContext trust = trusting(certificate);
        trusting = bundle -> trust;
        // How GreenMail is told.
        System.setProperty("greenmail.tls.keystore.file", certificate.keyStore().toString());
        System.setProperty("greenmail.tls.keystore.password", OwnCertificate.PASSWORD);
    }

    @Test
    void withStartTlsTheMailIsEncryptedAndSoIsThePassword() throws Exception {
        try (var stub = new SmtpStub(certificate.server())) {
            RelayProperties relay = Relays.withPassword(Relays.relay(stub.port(), Tls.STARTTLS), PASSWORD);

            assertThat(sentBy(relay, trusting)).isEqualTo(ACCEPTED);

            assertThat(stub.isEncrypted()).isTrue();
            assertThat(stub.mails()).hasSize(1);
            assertThat(stub.logins()).containsExactly("worker\0worker\0" + PASSWORD);
        }
    }

    @Test
    void aServerThatOffersNoEncryptionIsToldNothing() throws Exception {
        try (var stub = new SmtpStub(null)) {
            RelayProperties relay = Relays.withPassword(Relays.relay(stub.port(), Tls.STARTTLS), PASSWORD);

            assertThat(sentBy(relay, trusting)).isInstanceOf(Outcome.Unavailable.class);

            assertThat(stub.mails()).isEmpty();
            assertThat(stub.logins()).isEmpty();
        }
    }

    @Test
    void norIsOneWhoseCertificateNobodyKnows() throws Exception {
        try (var stub = new SmtpStub(certificate.server())) {
            RelayProperties relay = Relays.withPassword(Relays.relay(stub.port(), Tls.STARTTLS), PASSWORD);
            SSLContext jdk = SSLContext.getDefault();

            assertThat(sentBy(relay, bundle -> jdk)).isInstanceOf(Outcome.Unavailable.class);

            assertThat(stub.mails()).isEmpty();
            assertThat(stub.logins()).isEmpty();
        }
    }

    @Test
    void implicitTlsWithGreenMailThatKnowsUs() throws Exception {
        try (var mailbox = Mailbox.encrypted("worker", PASSWORD)) {
            RelayProperties relay = Relays.withPassword(Relays.relay(mailbox.port(), Tls.IMPLICIT), PASSWORD);

            assertThat(sentBy(relay, trusting)).isEqualTo(ACCEPTED);

            assertThat(mailbox.received("jo@example.com")).hasSize(1);
        }
    }

    @Test
    void aServerThatDoesNotKnowUsRefusesTheRouteNotTheMail() throws Exception {
        try (var mailbox = Mailbox.encrypted("worker", PASSWORD)) {
            RelayProperties relay = Relays.withPassword(Relays.relay(mailbox.port(), Tls.IMPLICIT), "wrong");

            assertThat(sentBy(relay, trusting))
                    .isEqualTo(new Outcome.Refused(DeliveryReason.NOT_AUTHORISED, "authentication failed"));
            assertThat(mailbox.received("jo@example.com")).isEmpty();
        }
    }

    @Test
    void oneThatCannotTellJustNowIsAskedAgain() throws Exception {
        try (var stub = new SmtpStub(certificate.server())) {
            stub.willReply("AUTH", "454 4.7.0 temporary authentication failure");
            RelayProperties relay = Relays.withPassword(Relays.relay(stub.port(), Tls.STARTTLS), PASSWORD);

            assertThat(sentBy(relay, trusting))
                    .isEqualTo(new Outcome.Unavailable(
                            DeliveryReason.NOT_AUTHORISED, "authentication put off", null, false));
        }
    }

    private static Outcome sentBy(RelayProperties relay, Function<String, SSLContext> bundles) throws AddressException {
        try (var routes = Relays.routes(bundles, relay)) {
            return routes.inOrder().getFirst().provider().send(MAIL, "c-1.1");
        }
    }

    private static SSLContext trusting(OwnCertificate certificate) throws Exception {
        KeyStore known = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(certificate.keyStore())) {
            known.load(file, OwnCertificate.PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", known.getCertificate("server"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
