package ontime.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import ontime.delivery.neighbours.RequestMaker;
import ontime.delivery.neighbours.Topics;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.EventHeaders;
import ontime.events.OtpRequested;
import ontime.infrastructure.TestInfrastructure;
import ontime.sealing.Message;
import ontime.sms.SnsStub.Answer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The worker as it runs, between a real broker, a real registry and an SNS that does as it is told. */
@ExtendWith(OutputCaptureExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmsWorkerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CODE = RequestMaker.CODE;

    private final Path keys = Path.of("target", "keys");
    private final RequestMaker issuer = new RequestMaker(keys, InstantSource.system());
    private final SnsStub sns = new SnsStub();
    private final RunningSmsWorker worker = RunningSmsWorker.start(keys, sns.endpoint());
    private final Topics topics = new Topics(TestInfrastructure.properties());

    SmsWorkerIT() throws IOException {}

    @AfterAll
    void stop() {
        topics.close();
        worker.close();
        sns.close();
    }

    @AfterEach
    void neitherCodeNorNumberIsInTheLogOrTheMetrics(CapturedOutput log) {
        assertThat(log.getAll()).doesNotContain(CODE).doesNotContain("+4477009001");
        assertThat(worker.management().metrics()).doesNotContain(CODE).doesNotContain("+4477009001");
    }

    @Test
    void aCodeReachesThePhoneAndItsReceiptTellsWhen() {
        topics.publish(sms("arrives", "+447700900101"));

        DeliveryReceipt told = awaitTold("arrives", 1).getFirst();
        assertThat(sns.calls("+447700900101"))
                .singleElement()
                .satisfies(call -> assertThat(call)
                        .containsEntry("Action", "Publish")
                        .containsEntry("Message", CODE + " is your code K7")
                        .containsValue("Transactional"));
        assertThat(told.getStatus()).isEqualTo(DeliveryStatus.ACCEPTED);
        assertThat(told.getProvider()).isEqualTo("sns");
        assertThat(told.getProviderMessageId()).isEqualTo("m-1");
        assertThat(instants(told)).hasSize(4).isSorted().doesNotContainNull();
    }

    @Test
    void aReceiptIsACloudEventInTheTraceOfItsRequest() {
        topics.publish(sms("traced", "+447700900102"));

        awaitTold("traced", 1);
        assertThat(topics.receipts("traced")).singleElement().satisfies(record -> {
            var told = (DeliveryReceipt) record.value();
            assertThat(Topics.header(record, EventHeaders.ID)).isEqualTo(told.getEventId());
            assertThat(Topics.header(record, EventHeaders.TYPE)).isEqualTo("ontime.events.DeliveryReceipt");
            assertThat(Topics.header(record, EventHeaders.SOURCE)).isEqualTo("/ontime/sms-worker");
            assertThat(Instant.parse(Topics.header(record, EventHeaders.TIME))).isEqualTo(told.getOccurredAt());
            assertThat(Topics.header(record, EventHeaders.TRACE_PARENT)).isEqualTo(Topics.TRACE);
        });
    }

    @Test
    void aCodeThatIsThrottledAndThenMeetsAFaultOfSnsIsPutOffTwiceAndSent() {
        String number = "+447700900103";
        sns.willAnswer(
                number, Answer.refused(400, "Throttling", number), Answer.refused(503, "ServiceUnavailable", number));
        topics.publish(sms("throttled", number));

        List<DeliveryReceipt> told = awaitTold("throttled", 3);
        assertThat(told)
                .extracting(DeliveryReceipt::getStatus)
                .containsExactly(DeliveryStatus.DEFERRED, DeliveryStatus.DEFERRED, DeliveryStatus.ACCEPTED);
        assertThat(told)
                .extracting(DeliveryReceipt::getReason)
                .containsExactly(DeliveryReason.THROTTLED, DeliveryReason.PROVIDER_UNAVAILABLE, null);
        assertThat(sns.texts(number)).hasSize(3);
    }

    @Test
    void whoeverOptedOutIsNotCalledAgainAndTheReceiptSaysWhyWithoutTheNumber() {
        String number = "+447700900104";
        sns.willAnswer(number, Answer.refused(400, "OptedOut", number));
        topics.publish(sms("opted-out", number));

        assertThat(awaitTold("opted-out", 1)).singleElement().satisfies(told -> {
            assertThat(told.getStatus()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(told.getReason()).isEqualTo(DeliveryReason.OPTED_OUT);
            assertThat(told.getDetail()).isEqualTo("OptedOut");
            assertThat(told.toString()).doesNotContain(number).doesNotContain(CODE);
        });
        assertThat(sns.texts(number)).hasSize(1);
    }

    @Test
    void aRequestOfTheOtherChannelIsLeftToTheOtherWorker() {
        var mail = issuer.email("a-mail");
        topics.publish(mail);
        topics.publish(issuer.sms("a-text", new Message("+447700900105", null, null, CODE, null))
                .setUserId(mail.getUserId())
                .setSequence(2)
                .build());

        awaitTold("a-text", 1);
        assertThat(topics.receipts("a-mail")).isEmpty();
    }

    @Test
    void whatCannotBeReadBecomesADeadLetterWithItsReasonAndThePartitionGoesOn() throws Exception {
        RecordMetadata unreadable = topics.publish(issuer.sealedForTheOtherKey("sealed-wrongly", Channel.SMS));
        int partition = unreadable.partition();
        RecordMetadata garbage = topics.publishBytes(partition, "garbage".getBytes(UTF_8));
        RecordMetadata unknown = topics.publishBytes(partition, new byte[] {0, 127, 0, 0, 1, 2, 3});
        RecordMetadata cut = topics.publishBytes(partition, new byte[] {0, 0});
        RecordMetadata empty = topics.publishBytes(partition, null);
        RecordMetadata other = topics.publish("acme:user-of-sealed-wrongly", checked());
        // On the same partition, but not of the same user: the unreadable request must not be superseded.
        RecordMetadata good = topics.publish("acme:user-of-sealed-wrongly", sms("good", "+447700900106"));
        assertThat(good.partition()).isEqualTo(partition);

        assertThat(awaitTold("good", 1))
                .extracting(DeliveryReceipt::getStatus)
                .containsExactly(DeliveryStatus.ACCEPTED);
        assertThat(reason(garbage)).startsWith("not an event of a known schema: ");
        assertThat(reason(unknown)).startsWith("not an event of a known schema: ");
        assertThat(reason(cut)).startsWith("not an event of a known schema: ");
        assertThat(reason(empty)).isEqualTo("empty record");
        assertThat(reason(other)).isEqualTo("unexpected event CodeChecked");
        assertThat(reason(unreadable)).isEqualTo("sealed for another key or envelope, or changed on its way");
        assertThat(awaitTold("sealed-wrongly", 1))
                .extracting(DeliveryReceipt::getReason)
                .containsExactly(DeliveryReason.UNREADABLE);
        await().atMost(PATIENCE).until(() -> topics.committed("sms-worker", good) == good.offset() + 1);
    }

    @Test
    void aRequestThatIsPublishedTwiceIsSentOnceAndCommittedWhenItIsOver() {
        String number = "+447700900107";
        var answer = new CountDownLatch(1);
        sns.willAnswer(number, () -> {
            awaitOpen(answer);
            return Answer.accepted();
        });
        var request = sms("twice", number);
        topics.publish(request);
        RecordMetadata repeat = topics.publish(request);

        await().atMost(PATIENCE)
                .until(() -> worker.management().metrics().contains("otp_duplicates_total{channel=\"SMS\"} 1.0"));
        answer.countDown();

        await().atMost(PATIENCE).until(() -> topics.committed("sms-worker", repeat) == repeat.offset() + 1);
        assertThat(sns.texts(number)).hasSize(1);
        assertThat(topics.told("twice")).hasSize(1);
    }

    @Test
    void aWorkerThatReadsIsLiveAndReady() {
        await().atMost(PATIENCE).until(() -> worker.management().isHealthy("readiness"));
        assertThat(worker.management().isHealthy("liveness")).isTrue();
    }

    @Test
    void whatDashboardsRelyOnIsMeasured() {
        topics.publish(sms("measured", "+447700900108"));
        awaitTold("measured", 1);

        assertThat(worker.management().metrics())
                .contains("otp_stage_seconds_bucket{", "stage=\"provider\"", "le=\"120.0\"")
                .contains("otp_delivery_seconds_count{")
                .contains("otp_deliveries_total{channel=\"SMS\",outcome=\"accepted\",reason=\"none\"}")
                .contains("otp_attempts_total{channel=\"SMS\",outcome=\"accepted\",provider=\"sns\"}")
                .contains("otp_pending{channel=\"SMS\"}")
                .contains("otp_oldest_pending_seconds{channel=\"SMS\"}")
                .contains("otp_inflight{channel=\"SMS\"}")
                .contains("otp_inflight_limit{channel=\"SMS\"} 64.0");
    }

    private OtpRequested sms(String challengeId, String number) {
        return issuer.sms(challengeId, new Message(number, null, null, CODE + " is your code K7", null))
                .build();
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

    private static List<Instant> instants(DeliveryReceipt told) {
        return List.of(told.getPublishedAt(), told.getConsumedAt(), told.getDispatchedAt(), told.getOccurredAt());
    }

    private static CodeChecked checked() {
        return CodeChecked.newBuilder()
                .setEventId("e-1")
                .setTenant("acme")
                .setUserId("u-1")
                .setLoginId("l-1")
                .setChallengeId("c-1")
                .setOutcome(CheckOutcome.VERIFIED)
                .setAttemptsLeft(5)
                .setCheckedAt(Instant.EPOCH)
                .build();
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
