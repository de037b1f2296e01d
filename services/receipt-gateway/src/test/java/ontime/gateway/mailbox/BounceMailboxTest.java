package ontime.gateway.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Flags;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryStatus;
import ontime.gateway.correlation.Call;
import ontime.gateway.correlation.DeadLetter;
import ontime.gateway.report.Meaning;
import ontime.gateway.report.MessageKey;
import ontime.gateway.report.Network;
import ontime.gateway.report.Report;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.TransientDataAccessResourceException;

class BounceMailboxTest {

    private static final String MESSAGE_ID = "<c-1.1@example.com>";
    private static final String ADDRESS = "jo@example.org";

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private final List<Call> calls = new ArrayList<>();
    private GreenMailUser user;
    private BounceMailbox mailbox;

    @BeforeEach
    void start() throws UserException {
        server.start();
        user = server.getUserManager().createUser("bounces@example.com", "bounces", "open sesame");
        mailbox = mailbox("open sesame");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private BounceMailbox mailbox(String password) {
        return new BounceMailbox(
                new BounceMailbox.Account(
                        "imap", "127.0.0.1", server.getImap().getPort(), "bounces", password, "INBOX"),
                calls::add);
    }

    @Test
    void aBounceIsReportedByTheMessageIdOfTheMailThatCameBackAndIsDeleted() throws Exception {
        arrives(bounce("failed", "5.1.1 (no such user " + ADDRESS + ")"));

        mailbox.empty();

        assertThat(reports())
                .containsExactly(new Report(
                        new MessageKey("smtp", MESSAGE_ID),
                        new Meaning(DeliveryStatus.FAILED, DeliveryReason.INVALID_DESTINATION, true, null),
                        "5.1.1",
                        Instant.parse("2026-03-02T10:00:07Z"),
                        Network.UNTOLD));
        assertThat(left()).isZero();
    }

    @Test
    void aMailThatWaitsIsReportedAsPutOff() throws Exception {
        arrives(bounce("delayed", "4.4.1"));

        mailbox.empty();

        assertThat(reports())
                .singleElement()
                .satisfies(report -> assertThat(report.meaning().status()).isEqualTo(DeliveryStatus.DEFERRED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"relayed", "expanded"})
    void aMailThatWasOnlyPassedOnTellsNothingNew(String action) throws Exception {
        arrives(bounce(action, "2.0.0"));

        mailbox.empty();

        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.reports()).isEmpty();
            assertThat(call.unreadable()).isEmpty();
        });
        assertThat(left()).isZero();
    }

    @Test
    void aComplaintSaysThatTheMailArrivedAndWasNotWanted() throws Exception {
        arrives("""
                From: <feedback@example.org>
                Date: Mon, 02 Mar 2026 10:09:00 +0000
                Subject: FW: Your code
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="part"

                --part
                Content-Type: text/plain

                This is an email abuse report.
                --part
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                User-Agent: Example/1.0
                Version: 1

                --part
                Content-Type: message/rfc822

                Message-ID: %s
                Subject: Your code

                123456
                --part--
                """.formatted(MESSAGE_ID));

        mailbox.empty();

        assertThat(reports()).singleElement().satisfies(report -> {
            assertThat(report.meaning().status()).isEqualTo(DeliveryStatus.DELIVERED);
            assertThat(report.meaning().reason()).isEqualTo(DeliveryReason.COMPLAINED);
            assertThat(report.occurredAt()).isEqualTo(Instant.parse("2026-03-02T10:09:00Z"));
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: I am away\n\nUntil Monday",
                "Content-Type: multipart/report; boundary=part\n\nno parts at all",
                "Content-Type: multipart/report; boundary=part\n\n--part\nContent-Type: ;;;\n\nx\n--part--\n",
                "Content-Type: multipart/report; boundary=part\n\n--part\nContent-Type: message/rfc822\n\nSubject: x\n\nx\n--part--\n",
                "\u0000\u0001\u0002"
            })
    void whatIsNoReportStaysForAPersonAndHoldsUpNoOther(String odd) throws Exception {
        arrives(odd);
        arrives(bounce("failed", "5.2.2"));

        mailbox.empty();
        mailbox.empty();

        assertThat(reports())
                .singleElement()
                .satisfies(report -> assertThat(report.meaning().reason()).isEqualTo(DeliveryReason.MAILBOX_FULL));
        assertThat(calls.stream().flatMap(call -> call.unreadable().stream())).hasSize(1);
        assertThat(left()).isEqualTo(1);
    }

    @Test
    void nothingOfAMailIsKeptWithADeadLetter() throws Exception {
        arrives("Subject: about " + ADDRESS + "\n\nyour code 123456");

        mailbox.empty();

        assertThat(calls.getFirst().unreadable())
                .extracting(DeadLetter::toString)
                .noneMatch(letter -> letter.contains(ADDRESS) || letter.contains("123456"));
    }

    @Test
    void aMailIsDeletedOnlyWhenWhatItSaysIsSafe() throws Exception {
        arrives(bounce("failed", "5.1.1"));
        var account = new BounceMailbox.Account(
                "imap", "127.0.0.1", server.getImap().getPort(), "bounces", "open sesame", "INBOX");
        new BounceMailbox(account, _ -> {
                    throw new TransientDataAccessResourceException("away");
                })
                .empty();
        assertThat(left()).isEqualTo(1);

        mailbox.empty();

        assertThat(reports()).hasSize(1);
        assertThat(left()).isZero();
    }

    @Test
    void aServerThatDoesNotLetUsInIsTriedAgain() throws Exception {
        arrives(bounce("failed", "5.1.1"));

        mailbox("open barley").empty();

        assertThat(calls).isEmpty();
        assertThat(left()).isEqualTo(1);
    }

    private static String bounce(String action, String status) {
        return """
                From: MAILER-DAEMON@example.org
                Date: Mon, 02 Mar 2026 10:00:09 +0000
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="part"

                --part
                Content-Type: text/plain; charset=us-ascii

                I'm sorry to have to inform you that your message to <%s> could not be delivered.
                --part
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.example.org
                Arrival-Date: Mon, 02 Mar 2026 10:00:05 +0000

                Final-Recipient: rfc822; %s
                Action: %s
                Status: %s
                Last-Attempt-Date: Mon, 02 Mar 2026 10:00:07 +0000
                Diagnostic-Code: smtp; 550 5.1.1 <%s>: Recipient address rejected

                --part
                Content-Type: text/rfc822-headers

                From: OnTime <login@example.com>
                To: %s
                Message-ID: %s
                Subject: Your code

                --part--
                """.formatted(ADDRESS, ADDRESS, action, status, ADDRESS, ADDRESS, MESSAGE_ID);
    }

    private void arrives(String mail) throws MessagingException {
        var crlf = mail.replace("\n", "\r\n").getBytes(UTF_8);
        user.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(crlf)));
    }

    private List<Report> reports() {
        return calls.stream().flatMap(call -> call.reports().stream()).toList();
    }

    /** How many mails are still there. */
    private long left() throws Exception {
        var inbox = server.getManagers().getImapHostManager().getInbox(user);
        return Arrays.stream(inbox.getMessages().toArray(StoredMessage[]::new))
                .filter(mail -> !mail.isSet(Flags.Flag.DELETED))
                .count();
    }
}
