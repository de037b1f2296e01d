package ontime.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import ontime.delivery.neighbours.RequestMaker;
import ontime.delivery.neighbours.Topics;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.EventHeaders;
import ontime.events.OtpRequested;
import ontime.infrastructure.TestInfrastructure;
import ontime.sealing.Message;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The worker as it runs, between a real broker, a real registry and a mail server that does as it is told. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmailWorkerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CODE = RequestMaker.CODE;

    private final Path keys = Path.of("target", "keys");
    private final RequestMaker issuer = new RequestMaker(keys, InstantSource.system());
    private final Mailbox mailbox = new Mailbox();
    private final RunningEmailWorker worker = RunningEmailWorker.start(keys, mailbox.port());
    private final Topics topics = new Topics(TestInfrastructure.properties());

    EmailWorkerIT() throws InterruptedException {}

    @AfterAll
    void stop() {
        topics.close();
        worker.close();
        mailbox.close();
    }

    @AfterEach
    void neitherCodeNorAddressIsInTheLogOrTheMetrics(CapturedOutput log) {
        assertThat(log.getAll()).doesNotContain(CODE).doesNotContain("@example.com");
        assertThat(worker.management().metrics()).doesNotContain(CODE).doesNotContain("@example.com");
    }

    @Test
    void aCodeReachesTheMailboxAndItsReceiptTellsWhen() throws Exception {
        topics.publish(mail("arrives", "arrives@example.com"));

        DeliveryReceipt told = awaitTold("arrives", 1).getFirst();
        assertThat(told.getStatus()).isEqualTo(DeliveryStatus.ACCEPTED);
        assertThat(told.getProvider()).isEqualTo("smtp");
        assertThat(told.getRoute()).isEqualTo("127.0.0.1");
        assertThat(told.getCountry()).isNull();
        assertThat(told.getProviderMessageId()).isEqualTo("<arrives.1@example.org>");
        assertThat(List.of(told.getPublishedAt(), told.getConsumedAt(), told.getDispatchedAt(), told.getOccurredAt()))
                .isSorted();
        var mail = mailbox.received("arrives@example.com").getFirst();
        assertThat(mail.getMessageID()).isEqualTo("<arrives.1@example.org>");
        assertThat(mail.getSubject()).isEqualTo("Your code K7");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        var parts = (MimeMultipart) mail.getContent();
        assertThat(parts.getBodyPart(0).getContent()).isEqualTo(CODE + " is your code");
        assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>" + CODE + "</p>");
    }

    @Test
    void aReceiptIsACloudEventInTheTraceOfItsRequest() {
        topics.publish(mail("traced", "traced@example.com"));

        awaitTold("traced", 1);
        assertThat(topics.receipts("traced")).singleElement().satisfies(record -> {
            assertThat(Topics.header(record, EventHeaders.SOURCE)).isEqualTo("/ontime/email-worker");
            assertThat(Topics.header(record, EventHeaders.TYPE)).isEqualTo("ontime.events.DeliveryReceipt");
            assertThat(Topics.header(record, EventHeaders.TRACE_PARENT)).isEqualTo(Topics.TRACE);
        });
    }

    @Test
    void aMailThatIsGreylistedAndThenMeetsABusyServerIsPutOffTwiceAndSent() {
        String address = "greylisted@example.com";
        mailbox.willReply(
                address,
                "451 4.7.1 Greylisted, try " + address + " again later",
                "454 Throttling failure: Maximum sending rate exceeded.");
        topics.publish(mail("greylisted", address));

        assertThat(awaitTold("greylisted", 3))
                .extracting(DeliveryReceipt::getStatus, DeliveryReceipt::getReason)
                .containsExactly(
                        tuple(DeliveryStatus.DEFERRED, DeliveryReason.GREYLISTED),
                        tuple(DeliveryStatus.DEFERRED, DeliveryReason.THROTTLED),
                        tuple(DeliveryStatus.ACCEPTED, null));
        assertThat(mailbox.received(address)).hasSize(1);
    }

    @Test
    void anAddressThatNobodyHasFailsAtOnceAndTheReceiptSaysWhyWithoutIt() {
        String address = "nobody@example.com";
        mailbox.willReply(address, "550 5.1.1 no such user " + address);
        topics.publish(mail("nobody", address));

        assertThat(awaitTold("nobody", 1)).singleElement().satisfies(told -> {
            assertThat(told.getStatus()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(told.getReason()).isEqualTo(DeliveryReason.INVALID_DESTINATION);
            assertThat(told.getDetail()).isEqualTo("SMTP 550 5.1.1");
            assertThat(told.toString()).doesNotContain(address).doesNotContain(CODE);
        });
        assertThat(mailbox.received(address)).isEmpty();
    }

    @Test
    void anAddressWithALineBreakIsRefusedBeforeAnyServerSeesIt() {
        topics.publish(mail("injected", "jo@example.com\r\nBcc: eve@example.com"));

        assertThat(awaitTold("injected", 1))
                .extracting(DeliveryReceipt::getReason)
                .containsExactly(DeliveryReason.INVALID_DESTINATION);
        assertThat(mailbox.received("eve@example.com")).isEmpty();
    }

    @Test
    void aRequestOfTheOtherChannelIsLeftToTheOtherWorker() {
        var text = issuer.sms("a-text");
        topics.publish(text);
        topics.publish(OtpRequested.newBuilder(mail("a-mail", "a-mail@example.com"))
                .setUserId(text.getUserId())
                .setSequence(2)
                .build());

        awaitTold("a-mail", 1);
        assertThat(topics.receipts("a-text")).isEmpty();
    }

    @Test
    void whatCannotBeReadBecomesADeadLetterWithItsReasonAndThePartitionGoesOn() throws Exception {
        RecordMetadata unreadable = topics.publish(issuer.sealedForTheOtherKey("sealed-wrongly", Channel.EMAIL));
        RecordMetadata garbage = topics.publishBytes(unreadable.partition(), "garbage".getBytes(UTF_8));
        RecordMetadata good = topics.publish("acme:user-of-sealed-wrongly", mail("good", "good@example.com"));
        assertThat(good.partition()).isEqualTo(garbage.partition());

        awaitTold("good", 1);
        assertThat(reason(garbage)).startsWith("not an event of a known schema: ");
        assertThat(reason(unreadable)).isEqualTo("sealed for another key or envelope, or changed on its way");
        assertThat(awaitTold("sealed-wrongly", 1))
                .extracting(DeliveryReceipt::getReason)
                .containsExactly(DeliveryReason.UNREADABLE);
        await().atMost(PATIENCE).until(() -> topics.committed("email-worker", good) == good.offset() + 1);
    }

    @Test
    void aWorkerThatReadsIsLiveAndReady() {
        await().atMost(PATIENCE).until(() -> worker.management().isHealthy("readiness"));
        assertThat(worker.management().isHealthy("liveness")).isTrue();
    }

    @Test
    void connectionsThatNobodyUsesAreLookedAfterAlsoWhenNoMailComes() {
        assertThat(worker.scheduled()).anySatisfy(task -> assertThat(task).contains("IdleConnections.close"));
    }

    private OtpRequested mail(String challengeId, String address) {
        var message = new Message(address, null, "Your code K7", CODE + " is your code", "<p>" + CODE + "</p>");
        return issuer.email(challengeId, message).build();
    }

    private List<DeliveryReceipt> awaitTold(String challengeId, int receipts) {
        return await("receipts of " + challengeId)
                .atMost(PATIENCE)
                .until(() -> topics.told(challengeId), told -> told.size() >= receipts);
    }

    private String reason(RecordMetadata record) {
        return await().atMost(PATIENCE)
                .until(() -> topics.deadLetterReasons(record).toList(), reasons -> !reasons.isEmpty())
                .getFirst();
    }
}
