package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ontime.delivery.Courier;
import ontime.delivery.DeliveryMetrics;
import ontime.delivery.EndedChallenges;
import ontime.delivery.MovingClock;
import ontime.delivery.Outcome;
import ontime.delivery.Pause;
import ontime.delivery.PendingJobs;
import ontime.delivery.WorkerSettings;
import ontime.delivery.neighbours.RecordedReceipts;
import ontime.delivery.neighbours.RequestMaker;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The intake with all that is behind it, between stand-ins for the broker and the provider. */
class IntakeTest {

    private static final int PENDING_MARK = 2;

    @TempDir
    static Path keys;

    private final MovingClock clock = new MovingClock();
    private final RequestMaker issuer = new RequestMaker(keys, clock);
    private final ScriptedProvider provider = new ScriptedProvider();
    private final RecordedReceipts receipts = new RecordedReceipts();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final EndedChallenges ended = new EndedChallenges();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final MockProducer<byte[], byte[]> letters =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final FakeRequests requests = new FakeRequests();
    private final List<FakeRequests.FakeConsumer> consumers = new CopyOnWriteArrayList<>();
    private final Intake intake = intake();
    private final Thread thread = Thread.ofPlatform().unstarted(intake);

    @AfterEach
    void stop() throws InterruptedException {
        stopped.countDown();
        thread.join();
    }

    @Test
    void aDeliveryIsSentAndItsRecordCommitted() {
        requests.publish(issuer.sms("c-1"));
        thread.start();

        awaitCommitted(1);
        assertThat(receipts.statuses()).containsExactly(DeliveryStatus.ACCEPTED);
        assertThat(intake.isReading()).isTrue();
    }

    @Test
    void aRequestOfTheOtherChannelIsPassedBy() {
        requests.publish(issuer.email("c-1"));
        thread.start();

        awaitCommitted(1);
        assertThat(provider.sent()).isEmpty();
        assertThat(receipts.published()).isEmpty();
    }

    @Test
    void aRequestThatWasPublishedTwiceIsSentOnceAndNothingIsCommittedBeforeItsEnd() {
        var answer = new CountDownLatch(1);
        provider.then(() -> accepted(answer));
        requests.publish(issuer.sms("c-1"));
        requests.publish(issuer.sms("c-1"), issuer.email("c-2"));
        thread.start();

        await().until(() -> meters.find("otp.duplicates").counter() != null);
        await().until(() -> provider.sent().size() == 1);
        passTheNextCommit();
        assertThat(requests.committed()).isLessThanOrEqualTo(0);

        answer.countDown();
        awaitCommitted(3);
        assertThat(provider.sent()).hasSize(1);
        assertThat(receipts.statuses()).containsExactly(DeliveryStatus.ACCEPTED);
        assertThat(meters.get("otp.duplicates").tag("channel", "SMS").counter().count())
                .isEqualTo(1);
    }

    @Test
    void whatIsSupersededByALaterRecordOfTheSameBatchIsNotSent() {
        var first = issuer.sms("c-1");
        var second = OtpRequested.newBuilder(issuer.sms("c-2"))
                .setUserId(first.getUserId())
                .setSequence(2)
                .build();
        var tooEarly = new CountDownLatch(1);
        provider.then(() -> {
            tooEarly.countDown();
            return new Outcome.Accepted("m-1");
        });
        // Gives a courier that does not wait for the rest of its batch the time to be seen.
        requests.whenReading(
                second,
                () -> assertThat(isOpenWithin(Duration.ofMillis(300), tooEarly)).isFalse());
        requests.publish(first, second);
        thread.start();

        awaitCommitted(2);
        assertThat(provider.sent())
                .extracting(ScriptedProvider.Sent::deliveryId)
                .containsExactly("c-2.1");
        assertThat(receipts.published())
                .filteredOn(receipt -> receipt.getChallengeId().equals("c-1"))
                .extracting(DeliveryReceipt::getReason)
                .containsExactly(DeliveryReason.SUPERSEDED);
    }

    @Test
    void whatIsNoRequestBecomesADeadLetterAndThePartitionGoesOn() {
        requests.publishBytes("garbage".getBytes(UTF_8));
        requests.publishBytes(null);
        requests.publish(checked());
        requests.publish(issuer.sealedForTheOtherKey("c-1", Channel.SMS));
        requests.publish(issuer.sms("c-2"));
        thread.start();

        awaitCommitted(5);
        assertThat(letters.history())
                .extracting(letter -> letter.topic() + ": "
                        + new String(letter.headers().lastHeader("dlt-reason").value(), UTF_8))
                .containsExactlyInAnyOrder(
                        "otp.requests.dlt: not an event of a known schema: IllegalArgumentException",
                        "otp.requests.dlt: empty record",
                        "otp.requests.dlt: unexpected event CodeChecked",
                        "otp.requests.dlt: sealed for another key or envelope, or changed on its way");
        assertThat(provider.sent())
                .extracting(ScriptedProvider.Sent::deliveryId)
                .containsExactly("c-2.1");
    }

    @Test
    void aFaultOfOursInOneDeliveryIsKeptAndDoesNotHoldUpTheOthers() {
        provider.then(() -> {
            throw new IllegalStateException("cannot send " + RequestMaker.CODE);
        });
        requests.publish(issuer.sms("c-1"));
        thread.start();

        awaitCommitted(1);
        assertThat(letters.history())
                .singleElement()
                .satisfies(letter -> assertThat(
                                letter.headers().lastHeader("dlt-reason").value())
                        .isEqualTo("failed on our side: IllegalStateException".getBytes(UTF_8)));
    }

    @Test
    void aRegistryThatIsAwayIsWaitedForAndNoGoodRecordIsBuried() {
        requests.failToRead(new KafkaException(new ConnectException("refused")));
        requests.publish(issuer.sms("c-1"));
        thread.start();
        await().until(() -> !consumers.isEmpty() && !intake.isReading());

        requests.failToRead(null);

        awaitCommitted(1);
        assertThat(letters.history()).isEmpty();
        assertThat(provider.sent()).hasSize(1);
        assertThat(intake.isReading()).isTrue();
    }

    @Test
    void aConsumerThatFailsIsReplacedAndWhatWasInFlightIsNotSentAgain() {
        var answer = new CountDownLatch(1);
        provider.then(() -> accepted(answer));
        requests.publish(issuer.sms("c-1"));
        thread.start();
        await().until(() -> provider.sent().size() == 1);

        consumers.getFirst().setPollException(new KafkaException("fenced"));
        await().until(() -> consumers.size() == 2);
        answer.countDown();

        awaitCommitted(1);
        assertThat(consumers.getFirst().closed()).isTrue();
        assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void aCommitThatFailsIsMadeUpForByTheNext() {
        requests.failToCommit(new RebalanceInProgressException());
        requests.publish(issuer.sms("c-1"));
        thread.start();
        await().until(() -> receipts.published().size() == 1);
        passTheNextCommit();
        assertThat(requests.committed()).isEqualTo(-1);

        requests.failToCommit(null);

        awaitCommitted(1);
    }

    @Test
    void nothingMoreIsFetchedWhileTooMuchIsPending() {
        var answer = new CountDownLatch(1);
        for (int call = 0; call < PENDING_MARK; call++) {
            provider.then(() -> accepted(answer));
        }
        requests.publish(issuer.sms("c-1"), issuer.sms("c-2"));
        thread.start();
        await().until(() -> provider.sent().size() == PENDING_MARK);
        await().until(() -> !consumers.getFirst().paused().isEmpty());

        requests.publish(issuer.sms("c-3"));
        passTheNextCommit();
        assertThat(provider.sent()).hasSize(PENDING_MARK);

        answer.countDown();
        awaitCommitted(3);
    }

    @Test
    void aStopLetsCallsFinishAndLeavesWhatWaitsForARetryToTheNextReader() throws Exception {
        var called = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        provider.then(() -> {
            called.countDown();
            return accepted(answer);
        });
        requests.publish(issuer.sms("c-1"));
        thread.start();
        called.await();
        provider.then(() -> new Outcome.Deferred(DeliveryReason.THROTTLED, "Throttling", null));
        requests.publish(issuer.sms("c-2"));
        await().until(() -> receipts.statuses().contains(DeliveryStatus.DEFERRED));

        stopped.countDown();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        answer.countDown();
        thread.join();

        assertThat(receipts.statuses()).containsExactly(DeliveryStatus.DEFERRED, DeliveryStatus.ACCEPTED);
        assertThat(provider.sent()).hasSize(2);
        assertThat(requests.committed()).isEqualTo(1);
    }

    @Test
    void whatHasExpiredIsForgotten() {
        requests.publish(issuer.sms("c-1"));
        thread.start();
        awaitCommitted(1);

        clock.move(RequestMaker.LIFE.plusSeconds(11));
        await().until(() -> ended.size() == 0);
        requests.publish(issuer.sms("c-1"));

        awaitCommitted(2);
        assertThat(meters.find("otp.duplicates").counter()).isNull();
    }

    @Test
    void anIntakeThatHangsIsStuckAndOneThatTurnsIsNot() {
        var hung = new CountDownLatch(1);
        thread.start();
        await().until(() -> !consumers.isEmpty());
        consumers.getFirst().schedulePollTask(() -> awaitOpen(hung));
        await().until(() -> thread.getState() == Thread.State.WAITING);
        assertThat(intake.isStuck()).isFalse();

        clock.move(Duration.ofSeconds(121));
        assertThat(intake.isStuck()).isTrue();

        hung.countDown();
        await().until(() -> !intake.isStuck());
    }

    /** Lets enough time pass for a commit, and two turns in which it would have been made. */
    private void passTheNextCommit() {
        clock.move(Duration.ofSeconds(1));
        for (int turn = 0; turn < 2; turn++) {
            var turned = new CountDownLatch(1);
            consumers.getLast().schedulePollTask(turned::countDown);
            awaitOpen(turned);
        }
    }

    private void awaitCommitted(long position) {
        await().until(() -> {
            clock.move(Duration.ofMillis(500));
            return requests.committed() == position;
        });
    }

    private Intake intake() {
        var settings = new WorkerSettings(
                Channel.SMS,
                keys.resolve("sms.private.json"),
                PENDING_MARK,
                PENDING_MARK,
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Duration.ofMinutes(1));
        Pause pause = Pause.unless(stopped);
        var metrics = new DeliveryMetrics(meters);
        var courier = new Courier(settings, provider, ended, receipts, metrics, pause, clock, () -> "event", () -> 0.5);
        var deadLetters = new DeadLetters(letters, "sms-worker", pause);
        var dispatch = new Dispatch(courier, deadLetters, new PendingJobs(), metrics, clock);
        var reader = new RequestReader(Channel.SMS, requests, ended, dispatch, deadLetters, clock);
        return new Intake(this::consumer, reader, dispatch, ended, PENDING_MARK, pause, clock);
    }

    private Consumer<byte[], byte[]> consumer() {
        var consumer = requests.subscribed();
        consumers.add(consumer);
        return consumer;
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
                .setCheckedAt(MovingClock.NOW)
                .build();
    }

    private static Outcome accepted(CountDownLatch answer) {
        awaitOpen(answer);
        return new Outcome.Accepted("m-1");
    }

    private static void awaitOpen(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOpenWithin(Duration patience, CountDownLatch latch) {
        try {
            return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
