package ontime.sandbox.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.mail.Folder;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import ontime.sandbox.SetClock;
import ontime.sandbox.behaviour.Behaviour;
import ontime.sandbox.behaviour.BehaviourChange;
import ontime.sandbox.behaviour.Conditions;
import ontime.sandbox.carrier.topic.MailEvents;
import ontime.sandbox.inbox.Channel;
import ontime.sandbox.inbox.Inbox;
import ontime.sandbox.inbox.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Jakarta Mail, as the email worker uses it, against the simulated mail server. */
class MailServerTest {

    private static final UUID ID = UUID.fromString("6a3dd1e1-5c37-4d16-8d6f-0f1f5a2b9c11");
    private static final String ADA = "ada+otp@example.com";

    private final SetClock clock = new SetClock();
    private final Conditions conditions = new Conditions(Behaviour.flawless(30), clock, new Random(1));
    private final Inbox inbox = new Inbox(100);
    private final List<Long> pauses = new ArrayList<>();
    private final Queue<Runnable> travelling = new ArrayDeque<>();
    private final List<String> events = new ArrayList<>();
    private final BounceBox bounces = new BounceBox("127.0.0.1", 0, "open sesame");
    private final MailServer server = new MailServer(
            "127.0.0.1",
            0,
            conditions,
            new Postman(
                    conditions,
                    inbox,
                    clock,
                    this::pause,
                    travelling::add,
                    new MailReports(conditions, bounces, new MailEvents(events::add, () -> ID))));

    @BeforeEach
    void start() {
        server.start();
        bounces.start();
    }

    @AfterEach
    void stop() {
        server.stop();
        bounces.stop();
    }

    @Test
    void aMailForNobodyIsTakenAndComesBackToTheMailboxForBounces() throws Exception {
        send("bounce-1@example.com");
        travelling.remove().run();

        assertThat(received()).isEmpty();
        assertThat(returned())
                .singleElement()
                .asString()
                .contains("report-type=delivery-status")
                .contains("Action: failed")
                .contains("Status: 5.1.1")
                .containsPattern("Message-ID: <.+>");
    }

    @Test
    void asManyMailsComeBackAsTheConditionsSay() throws Exception {
        change(Map.of("failureRate", 1));
        send(ADA);
        travelling.remove().run();

        assertThat(received()).isEmpty();
        assertThat(returned()).hasSize(1);
    }

    @Test
    void aMailThatIsCalledSpamArrivesAndAFeedbackReportComesBack() throws Exception {
        change(Map.of("complaintRate", 1, "receiptDelayMs", 60_000));
        send(ADA);
        assertThat(returned()).isEmpty();
        travel();

        assertThat(received()).hasSize(1);
        assertThat(pauses).contains(60_000L);
        assertThat(returned())
                .singleElement()
                .asString()
                .contains("report-type=feedback-report")
                .contains("Feedback-Type: abuse")
                .contains("Version: 1")
                .containsPattern("Message-ID: <.+>")
                .doesNotContain("123456", "K7");
        assertThat(events).isEmpty();
    }

    @Test
    void whoeverIsCalledSoComplainsAndTheOthersDoNot() throws Exception {
        send("complaint-1@example.com");
        send(ADA);
        travel();

        assertThat(received()).hasSize(2);
        assertThat(returned()).singleElement().asString().contains("complaint-1@example.com");
    }

    @Test
    void aServerThatSpeaksAsSesDoesTellsOfEveryMailAndSendsNoneBack() throws Exception {
        change(Map.of("notifications", true));
        send(ADA);
        send("bounce-1@example.com");
        send("complaint-1@example.com");
        travel();

        assertThat(events)
                .extracting(MailServerTest::kind)
                .containsExactlyInAnyOrder("Delivery", "Bounce", "Delivery", "Complaint");
        assertThat(events).allMatch(event -> event.contains("\"Message-ID\"")).noneMatch(event -> event.contains("K7"));
        assertThat(returned()).isEmpty();
    }

    @Test
    void reportsAreLostAndRepeatedAsTheConditionsSay() throws Exception {
        change(Map.of("notifications", true, "receiptRepeatRate", 1));
        send(ADA);
        travel();
        assertThat(events).extracting(MailServerTest::kind).containsExactly("Delivery", "Delivery");

        change(Map.of("receiptLossRate", 1));
        send(ADA);
        travel();
        assertThat(events).hasSize(2);
        assertThat(received()).hasSize(2);
    }

    @Test
    void aReportIsAsLateAsTheConditionsSayAndNamesTheTimeOfTheArrival() throws Exception {
        change(Map.of(
                "notifications", true,
                "deliveryDelayMs", 4_000,
                "receiptDelayMs", 1_000,
                "receiptLateRate", 1,
                "receiptLateMs", 90_000));
        send(ADA);
        pauses.clear();
        travel();

        assertThat(pauses).containsExactlyInAnyOrder(4_000L, 95_000L);
        assertThat(events).singleElement().asString().contains("\"processingTimeMillis\":4000");
    }

    @Test
    void aMailForAnybodyArrivesWithItsPlainText() throws Exception {
        send(ADA);

        assertThat(received())
                .containsExactly(new Message(
                        Channel.EMAIL,
                        ADA,
                        "OnTime <codes@example.org>",
                        "Your code K7 – é",
                        "123456 is your code K7",
                        SetClock.START.plusMillis(30)));
    }

    @Test
    void aFailingServerAsksToTryAgainLater() {
        change(Map.of("errorRate", 1));

        assertThat(refusal()).hasStackTraceContaining("451 4.7.1");
        assertThat(received()).isEmpty();
    }

    @Test
    void aServerUnderPressureSaysThatTheRateIsExceeded() throws Exception {
        change(Map.of("throttlePerSecond", 1, "latencyMs", 0));
        send(ADA);

        assertThat(refusal()).hasStackTraceContaining("454 Throttling failure");
        assertThat(received()).hasSize(1);
    }

    @Test
    void aServerThatIsDownGreetsWith421() {
        change(Map.of("outage", true));

        assertThat(refusal()).hasStackTraceContaining("421");
    }

    @Test
    void whoWasConnectedBeforeTheOutageIsRefusedToo() throws Exception {
        try (Transport transport = connect()) {
            change(Map.of("outage", true));

            MimeMessage mail = mail(ADA);
            MessagingException refusal = catchThrowableOfType(
                    MessagingException.class, () -> transport.sendMessage(mail, mail.getAllRecipients()));

            assertThat(refusal).hasStackTraceContaining("421 4.3.2");
        }
    }

    @Test
    void aLostMailIsAcceptedAndNeverArrives() throws Exception {
        change(Map.of("lossRate", 1));

        send(ADA);

        assertThat(received()).isEmpty();
    }

    @Test
    void aMailThatTravelsArrivesLaterThanItsAcceptance() throws Exception {
        change(Map.of("deliveryDelayMs", 5000));

        send(ADA);

        assertThat(received()).isEmpty();
        travelling.remove().run();
        assertThat(received()).extracting(Message::at).containsExactly(SetClock.START.plusMillis(5030));
    }

    @Test
    void manyMailsGoThroughOneConnection() throws Exception {
        try (Transport transport = connect()) {
            for (int count = 0; count < 20; count++) {
                MimeMessage mail = mail("person-" + count + "@example.com");
                transport.sendMessage(mail, mail.getAllRecipients());
            }
        }

        assertThat(received()).hasSize(20);
    }

    private void pause(long millis) {
        pauses.add(millis);
        clock.advance(Duration.ofMillis(millis));
    }

    private void change(Map<String, Object> fields) {
        conditions.change(BehaviourChange.from(fields));
    }

    /** Lets all that is on its way arrive. */
    private void travel() {
        while (!travelling.isEmpty()) {
            travelling.remove().run();
        }
    }

    private static String kind(String event) {
        return JsonMapper.shared().readTree(event).at("/notificationType").asString();
    }

    private List<Message> received() {
        return inbox.since(Instant.MIN, _ -> true);
    }

    /** The mails in the mailbox for bounces, as text. */
    private List<String> returned() throws MessagingException, IOException {
        try (var store = session().getStore("imap")) {
            store.connect("127.0.0.1", bounces.number(), "bounces", "open sesame");
            try (var inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                var texts = new ArrayList<String>();
                for (var mail : inbox.getMessages()) {
                    var bytes = new ByteArrayOutputStream();
                    mail.writeTo(bytes);
                    texts.add(bytes.toString(StandardCharsets.UTF_8));
                }
                return texts;
            }
        }
    }

    private MessagingException refusal() {
        return catchThrowableOfType(MessagingException.class, () -> send(ADA));
    }

    private void send(String to) throws MessagingException {
        try (Transport transport = connect()) {
            MimeMessage mail = mail(to);
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private Transport connect() throws MessagingException {
        Transport transport = session().getTransport("smtp");
        transport.connect("127.0.0.1", server.number(), null, null);
        return transport;
    }

    private static Session session() {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.timeout", "10000");
        properties.setProperty("mail.smtp.connectiontimeout", "10000");
        return Session.getInstance(properties);
    }

    private static MimeMessage mail(String to) throws MessagingException {
        MimeMessage mail = new MimeMessage(session());
        mail.setFrom(new InternetAddress("OnTime <codes@example.org>"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(to));
        mail.setSubject("Your code K7 – é", "UTF-8");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText("123456 is your code K7", "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p><b>123456</b> is your code K7</p>", "text/html; charset=UTF-8");
        mail.setContent(new MimeMultipart("alternative", plain, html));
        mail.saveChanges();
        return mail;
    }
}
