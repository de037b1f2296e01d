package ontime.gateway.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.Handover;
import ontime.gateway.correlation.Heard;
import ontime.gateway.report.MessageKey;
import ontime.gateway.report.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bounces that a real mail server writes and another one keeps. Our mail goes to Postfix as to a relay; the recipient's
 * server turns it away, Postfix delivers its notice (RFC 3464) to the mailbox for returns, and the gateway reads it
 * there from Dovecot over IMAP. {@code ./ontime test} installs both.
 */
class PostfixIT {

    private static final String RETURNS = "bounces@" + Postfix.RETURNS_DOMAIN;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** The mail server of everybody else. */
    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private final List<Call> calls = new CopyOnWriteArrayList<>();

    @TempDir
    private Path home;

    private Postfix postfix;
    private Dovecot dovecot;
    private BounceMailbox mailbox;

    @BeforeEach
    void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can start Postfix");
        assertThat(Path.of(Postfix.PROGRAM)).as("install the package postfix").isExecutable();
        assertThat(Path.of(Dovecot.PROGRAM))
                .as("install the package dovecot-imapd")
                .isExecutable();
        mailServer.start();
        mailServer.setUser("ada@there.example", "ada", "open barley");
        postfix = Postfix.start(home, mailServer.getSmtp().getPort());
        dovecot = Dovecot.start(Files.createDirectory(home.resolve("dovecot")), postfix.returns(), Postfix.freePort());
        mailbox = new BounceMailbox(
                new BounceMailbox.Account("imap", "127.0.0.1", dovecot.port(), Dovecot.USER, Dovecot.PASSWORD, "INBOX"),
                calls::add);
    }

    @AfterEach
    void stop() throws IOException {
        if (dovecot != null) {
            dovecot.close();
        }
        if (postfix != null) {
            postfix.close();
        }
        mailServer.stop();
    }

    @Test
    void aMailThatTheRecipientsServerRefusesBecomesAReceipt() throws Exception {
        var before = Instant.now().minusSeconds(1);
        send("<c-1.1@example.com>", "jo@" + Postfix.NOBODYS_DOMAIN);

        var report = awaitReport();

        assertThat(report.key()).isEqualTo(new MessageKey("smtp", "<c-1.1@example.com>"));
        assertThat(report.detail()).isEqualTo("5.1.1");
        assertThat(report.occurredAt()).isBetween(before.minusSeconds(1), Instant.now());
        var receipt = new Heard(report.id(), report, handover(report.key()), Instant.now(), null).receipt();
        assertThat(receipt.getStatus()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(receipt.getReason()).isEqualTo(DeliveryReason.INVALID_DESTINATION);
        assertThat(receipt.getPermanent()).isTrue();
        assertThat(receipt.getChallengeId()).isEqualTo("c-1");
        assertThat(receipt.toString()).doesNotContain("jo@").doesNotContain(Postfix.NOBODYS_DOMAIN);
        // What came back holds the code, and is gone.
        assertThat(postfix.returned()).isEmpty();
    }

    @Test
    void aMailThatIsRelayedArrivesWithItsMessageIdAndComesBackToNobody() throws Exception {
        send("<c-2.1@example.com>", "ada@there.example");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mailServer.getReceivedMessagesForDomain("there.example"))
                        .as(postfix.log())
                        .hasSize(1));

        var arrived = mailServer.getReceivedMessagesForDomain("there.example")[0];
        assertThat(arrived.getMessageID()).isEqualTo("<c-2.1@example.com>");
        mailbox.empty();
        assertThat(calls).isEmpty();
        assertThat(postfix.returned()).isEmpty();
    }

    @Test
    void nothingOfItRunsAfterwards() throws Exception {
        var master = Long.parseLong(
                Files.readString(home.resolve("queue/pid/master.pid")).strip());
        var running = Stream.of(master, dovecot.pid())
                .map(ProcessHandle::of)
                .flatMap(Optional::stream)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .toList();
        assertThat(running).hasSizeGreaterThanOrEqualTo(2);

        dovecot.close();
        postfix.close();

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(running).noneMatch(ProcessHandle::isAlive));
    }

    private Report awaitReport() {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            mailbox.empty();
                            return calls.stream()
                                    .flatMap(call -> call.reports().stream())
                                    .toList();
                        },
                        reports -> !reports.isEmpty())
                .getFirst();
    }

    /** As the email worker does: with a Message-ID of ours, and the mailbox for returns as the envelope's sender. */
    private void send(String messageId, String to) throws MessagingException {
        var properties = new Properties();
        properties.setProperty("mail.smtp.host", "127.0.0.1");
        properties.setProperty("mail.smtp.port", Integer.toString(postfix.port()));
        properties.setProperty("mail.smtp.from", RETURNS);
        var mail = new MimeMessage(Session.getInstance(properties)) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", messageId);
            }
        };
        mail.setFrom(new InternetAddress("login@example.com"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject("Your code");
        mail.setText("123456 is your code K7");
        Transport.send(mail);
    }

    private static Handover handover(MessageKey key) {
        return new Handover(key, "acme", "u-1", "l-1", "c-1", 1, Channel.EMAIL, null, 1, null, null, Instant.now());
    }
}
