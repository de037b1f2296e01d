package ontime.delivery.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import ontime.delivery.MovingClock;
import ontime.delivery.Outcome;
import ontime.delivery.neighbours.RequestMaker;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.events.Channel;
import ontime.events.CheckOutcome;
import ontime.events.CodeChecked;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
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
    private final RunningWorker worker = new RunningWorker(keys, clock, PENDING_MARK);
    private final FakeRequests requests = worker.requests;
    private final ScriptedProvider provider = worker.provider;

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void aDeliveryIsSentAndItsRecordCommitted() {
        requests.publish(issuer.sms("c-1"));
        worker.start();

        worker.awaitCommitted(1);
        assertThat(worker.statuses()).containsExactly(DeliveryStatus.ACCEPTED);
        assertThat(worker.isReading()).isTrue();
    }

    @Test
    void aRequestOfTheOtherChannelIsPassedBy() {
        requests.publish(issuer.email("c-1"));
        worker.start();

        worker.awaitCommitted(1);
        assertThat(provider.sent()).isEmpty();
        assertThat(worker.told()).isEmpty();
    }

    @Test
    void aRequestThatWasPublishedTwiceIsSentOnceAndNothingIsCommittedBeforeItsEnd() {
        var answer = new CountDownLatch(1);
        provider.then(() -> accepted(answer));
        requests.publish(issuer.sms("c-1"));
        requests.publish(issuer.sms("c-1"), issuer.email("c-2"));
        worker.start();

        await().until(() -> worker.duplicates() == 1);
        await().until(() -> provider.sent().size() == 1);
        worker.passTheNextCommit();
        assertThat(requests.committed()).isLessThanOrEqualTo(0);

        answer.countDown();
        worker.awaitCommitted(3);
        assertThat(provider.sent()).hasSize(1);
        assertThat(worker.statuses()).containsExactly(DeliveryStatus.ACCEPTED);
        assertThat(worker.duplicates()).isEqualTo(1);
    }

    @Test
    void whatIsSupersededByALaterRecordOfTheSameBatchIsNotSent() {
        var first = issuer.sms("c-1");
        var second = OtpRequested.newBuilder(issuer.sms("c-2"))
                .setUserId(first.getUserId())
                .setSequence(2)
                .build();
        var begunBefore = new AtomicReference<Double>();
        requests.whenReading(second, () -> begunBefore.set(worker.callsBegun()));
        requests.publish(first, second);
        worker.start();

        worker.awaitCommitted(2);
        assertThat(begunBefore).hasValue(0.0);
        assertThat(provider.sent())
                .extracting(ScriptedProvider.Sent::deliveryId)
                .containsExactly("c-2.1");
        assertThat(worker.told())
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
        worker.start();

        worker.awaitCommitted(5);
        assertThat(worker.letters.history())
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
        worker.start();

        worker.awaitCommitted(1);
        assertThat(worker.letters.history())
                .singleElement()
                .satisfies(letter -> assertThat(
                                letter.headers().lastHeader("dlt-reason").value())
                        .isEqualTo("failed on our side: IllegalStateException".getBytes(UTF_8)));
    }

    @Test
    void aReceiptThatCannotBeMeasuredEndsItsDeliveryAllTheSame() {
        worker.meters.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                if (id.getName().equals("otp.deliveries")) {
                    throw new StackOverflowError();
                }
                return id;
            }
        });
        requests.publish(issuer.sms("c-1"));
        worker.start();

        worker.awaitCommitted(1);
    }

    @Test
    void aRegistryThatIsAwayIsWaitedForAndNoGoodRecordIsBuried() {
        requests.failToRead(new KafkaException(new ConnectException("refused")));
        requests.publish(issuer.sms("c-1"));
        worker.start();
        await().until(() -> !worker.consumers.isEmpty() && !worker.isReading());

        requests.failToRead(null);

        worker.awaitCommitted(1);
        assertThat(worker.letters.history()).isEmpty();
        assertThat(provider.sent()).hasSize(1);
        assertThat(worker.isReading()).isTrue();
    }

    @Test
    void whileTheIntakeWaitsForTheRegistryWhatItTookOnIsSentAndTold() {
        var answer = new CountDownLatch(1);
        provider.then(() -> new Outcome.Deferred(DeliveryReason.THROTTLED, "Throttling", null));
        requests.publish(issuer.sms("c-1"));
        worker.start();
        await().until(() -> worker.told().size() == 1);

        var ofAnUnknownSchema = issuer.sms("c-2");
        var reached = new CountDownLatch(1);
        requests.whenReading(ofAnUnknownSchema, () -> {
            reached.countDown();
            RunningWorker.awaitOpen(answer);
        });
        requests.publish(ofAnUnknownSchema);
        RunningWorker.awaitOpen(reached);
        try {
            clock.move(Duration.ofMinutes(2));
            await().until(() -> worker.statuses().contains(DeliveryStatus.ACCEPTED));
        } finally {
            answer.countDown();
        }
    }

    @Test
    void aConsumerThatFailsIsReplacedAndWhatWasInFlightIsNotSentAgain() {
        var answer = new CountDownLatch(1);
        provider.then(() -> accepted(answer));
        requests.publish(issuer.sms("c-1"));
        worker.start();
        await().until(() -> provider.sent().size() == 1);

        worker.consumers.getFirst().setPollException(new KafkaException("fenced"));
        await().until(() -> worker.consumers.size() == 2);
        answer.countDown();

        worker.awaitCommitted(1);
        assertThat(worker.consumers.getFirst().closed()).isTrue();
        assertThat(provider.sent()).hasSize(1);
    }

    @Test
    void aCommitThatFailsIsMadeUpForByTheNext() {
        requests.failToCommit(new RebalanceInProgressException());
        requests.publish(issuer.sms("c-1"));
        worker.start();
        await().until(() -> worker.told().size() == 1);
        worker.passTheNextCommit();
        assertThat(requests.committed()).isEqualTo(-1);

        requests.failToCommit(null);

        worker.awaitCommitted(1);
    }

    @Test
    void nothingMoreIsFetchedWhileTooMuchIsPending() {
        var answer = new CountDownLatch(1);
        for (int call = 0; call < PENDING_MARK; call++) {
            provider.then(() -> accepted(answer));
        }
        requests.publish(issuer.sms("c-1"), issuer.sms("c-2"));
        worker.start();
        await().until(() -> provider.sent().size() == PENDING_MARK);
        await().until(() -> !worker.consumers.getFirst().paused().isEmpty());

        requests.publish(issuer.sms("c-3"));
        worker.passTheNextCommit();
        assertThat(provider.sent()).hasSize(PENDING_MARK);

        answer.countDown();
        worker.awaitCommitted(3);
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
        worker.start();
        called.await();
        provider.then(() -> new Outcome.Deferred(DeliveryReason.THROTTLED, "Throttling", null));
        requests.publish(issuer.sms("c-2"));
        await().until(() -> worker.statuses().contains(DeliveryStatus.DEFERRED));

        Thread stopping = worker.stop();
        await().until(() -> stopping.getState() == Thread.State.WAITING);
        answer.countDown();
        stopping.join();

        assertThat(worker.statuses()).containsExactly(DeliveryStatus.DEFERRED, DeliveryStatus.ACCEPTED);
        assertThat(provider.sent()).hasSize(2);
        assertThat(requests.committed()).isEqualTo(1);
    }

    @Test
    void whatHasExpiredIsForgotten() {
        requests.publish(issuer.sms("c-1"));
        worker.start();
        worker.awaitCommitted(1);

        clock.move(RequestMaker.LIFE.plusMinutes(2));
        requests.publish(issuer.sms("c-1"));

        worker.awaitCommitted(2);
        assertThat(worker.duplicates()).isZero();
    }

    @Test
    void anIntakeThatHangsIsStuckAndOneThatTurnsIsNot() {
        var hung = new CountDownLatch(1);
        worker.start();
        await().until(() -> !worker.consumers.isEmpty());
        worker.consumers.getFirst().schedulePollTask(() -> RunningWorker.awaitOpen(hung));
        await().until(() -> worker.intake().getState() == Thread.State.WAITING);
        assertThat(worker.isAlive()).isTrue();

        clock.move(Duration.ofSeconds(121).plus(worker.settings.handOver()));
        assertThat(worker.isAlive()).isFalse();

        hung.countDown();
        await().until(worker::isAlive);
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
        RunningWorker.awaitOpen(answer);
        return new Outcome.Accepted("m-1");
    }
}
