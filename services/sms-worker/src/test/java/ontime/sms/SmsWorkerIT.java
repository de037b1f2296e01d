package ontime.sms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
        assertThat(told.getRoute()).isEqualTo("eu-west-2");
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
    void aMessageThatWasChangedOrMovedOnItsWayIsNotOpenedAndThePartitionGoesOn() {
        var whole = sms("tampered", "+447700900120");
        byte[] changed = bytes(whole.getSealed());
        changed[changed.length / 2] ^= 1;
        RecordMetadata tampered = topics.publish(OtpRequested.newBuilder(whole)
                .setSealed(ByteBuffer.wrap(changed))
                .build());
        RecordMetadata moved = topics.publish(OtpRequested.newBuilder(whole)
                .setChallengeId("moved")
                .setUserId("another-user")
                .build());
        RecordMetadata empty = topics.publish(OtpRequested.newBuilder(sms("emptied", "+447700900121"))
                .setSealed(ByteBuffer.allocate(0))
                .build());
        RecordMetadata good = topics.publish("acme:user-of-tampered", sms("after-tampered", "+447700900122"));
        assertThat(good.partition()).isEqualTo(tampered.partition());

        awaitAccepted("after-tampered");
        for (RecordMetadata record : List.of(tampered, moved, empty)) {
            assertThat(reason(record)).isEqualTo("sealed for another key or envelope, or changed on its way");
        }
        for (String challengeId : List.of("tampered", "moved", "emptied")) {
            assertThat(awaitTold(challengeId, 1))
                    .extracting(DeliveryReceipt::getStatus, DeliveryReceipt::getReason)
                    .containsExactly(tuple(DeliveryStatus.FAILED, DeliveryReason.UNREADABLE));
        }
        assertThat(sns.texts("+447700900120")).isEmpty();
        assertThat(sns.texts("+447700900121")).isEmpty();
        await().atMost(PATIENCE).until(() -> topics.committed("sms-worker", good) == good.offset() + 1);
    }

    @Test
    void aCodeThatHadExpiredBeforeItWasReadIsDroppedAndThePartitionGoesOn() {
        Instant now = Instant.now();
        RecordMetadata expired = topics.publish(expiringAt("expired", "+447700900123", now.minusMillis(1)));
        RecordMetadata tooLate = topics.publish(expiringAt("too-late", "+447700900124", now.plusMillis(1500)));
        topics.publish("acme:user-of-expired", sms("after-expired", "+447700900125"));
        topics.publish("acme:user-of-too-late", sms("after-too-late", "+447700900125"));

        awaitAccepted("after-expired");
        awaitAccepted("after-too-late");
        assertThat(awaitTold("expired", 1))
                .extracting(DeliveryReceipt::getStatus, DeliveryReceipt::getReason)
                .containsExactly(tuple(DeliveryStatus.DROPPED, DeliveryReason.EXPIRED));
        // Or expired: the machine that runs this may be slow.
        assertThat(awaitTold("too-late", 1)).singleElement().satisfies(told -> {
            assertThat(told.getStatus()).isEqualTo(DeliveryStatus.DROPPED);
            assertThat(told.getReason()).isIn(DeliveryReason.TOO_LATE_TO_ARRIVE, DeliveryReason.EXPIRED);
        });
        assertThat(sns.texts("+447700900123")).isEmpty();
        assertThat(sns.texts("+447700900124")).isEmpty();
        for (RecordMetadata record : List.of(expired, tooLate)) {
            assertThat(topics.deadLetterReasons(record)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"PT3M, ahead, +447700900126", "PT-4M, behind, +447700900127"})
    void anIssuerWhoseClockIsMinutesAheadOrBehindIsServedAllTheSame(Duration off, String name, String number) {
        var skewed = new RequestMaker(keys, () -> Instant.now().plus(off));
        topics.publish(skewed.sms("clock-" + name, new Message(number, null, null, CODE, null))
                .build());

        awaitAccepted("clock-" + name);
        assertThat(sns.texts(number)).hasSize(1);
        // Whatever its clock says, no stage ends before it began.
        assertThat(instants(topics.told("clock-" + name).getFirst())).isSorted();
    }

    @Test
    void anIssuerWhoseClockIsBehindByMoreThanACodesLifeGetsNothingSentAndIsToldWhy() {
        var skewed = new RequestMaker(keys, () -> Instant.now().minus(RequestMaker.LIFE));
        topics.publish(skewed.sms("clock-far-behind", new Message("+447700900128", null, null, CODE, null))
                .build());

        assertThat(awaitTold("clock-far-behind", 1))
                .extracting(DeliveryReceipt::getStatus, DeliveryReceipt::getReason)
                .containsExactly(tuple(DeliveryStatus.DROPPED, DeliveryReason.EXPIRED));
        assertThat(sns.texts("+447700900128")).isEmpty();
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
                .contains("otp_inflight_limit{channel=\"SMS\"}")
                .contains("otp_order_mode{channel=\"SMS\"} 0.0");
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

    private void awaitAccepted(String challengeId) {
        assertThat(awaitTold(challengeId, 1))
                .extracting(DeliveryReceipt::getStatus)
                .containsExactly(DeliveryStatus.ACCEPTED);
    }

    private OtpRequested expiringAt(String challengeId, String number, Instant instant) {
        return OtpRequested.newBuilder(sms(challengeId, number))
                .setExpiresAt(instant)
                .build();
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
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
