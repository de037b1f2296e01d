package ontime.delivery;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.delivery.neighbours.RecordedReceipts;
import ontime.delivery.neighbours.RequestMaker;
import ontime.delivery.neighbours.ScriptedProvider;
import ontime.events.Channel;
import ontime.events.Confidence;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.OtpRequested;
import ontime.events.WithdrawalReason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourierTest {

    @TempDir
    static Path keys;

    private final MovingClock clock = new MovingClock();
    private final RequestMaker issuer = new RequestMaker(keys, clock);
    private final ScriptedProvider provider = new ScriptedProvider();
    private final RecordedReceipts receipts = new RecordedReceipts();
    private final EndedChallenges ended = new EndedChallenges();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Duration> waits = new ArrayList<>();
    private final AtomicInteger ids = new AtomicInteger();

    @Test
    void aCodeThatTheProviderTakesIsSentOnceAndToldWithAllItsInstants() throws Exception {
        provider.then(() -> {
            clock.move(Duration.ofMillis(120));
            return new Outcome.Accepted("m-1");
        });
        clock.move(Duration.ofSeconds(1));

        carry(issuer.sms("c-1"));

        assertThat(provider.sent()).singleElement().satisfies(sent -> {
            assertThat(sent.message()).isEqualTo(RequestMaker.TEXT);
            assertThat(sent.deliveryId()).isEqualTo("c-1.1");
        });
        Instant dispatched = NOW.plusSeconds(1);
        assertThat(receipts.published())
                .containsExactly(DeliveryReceipt.newBuilder()
                        .setEventId("event-1")
                        .setTenant("acme")
                        .setUserId("user-of-c-1")
                        .setLoginId("login-of-c-1")
                        .setChallengeId("c-1")
                        .setDelivery(1)
                        .setChannel(Channel.SMS)
                        .setCountry("GB")
                        .setAttempt(1)
                        .setStatus(DeliveryStatus.ACCEPTED)
                        .setProvider("scripted")
                        .setProviderMessageId("m-1")
                        .setConfidence(Confidence.PROVIDER)
                        .setPublishedAt(dispatched.minusMillis(20))
                        .setConsumedAt(dispatched.minusMillis(10))
                        .setDispatchedAt(dispatched)
                        .setOccurredAt(dispatched.plusMillis(120))
                        .setObservedAt(dispatched.plusMillis(120))
                        .build());
        assertThat(receipts.traces()).containsExactly(new TraceContext("00-trace-01"));
    }

    @Test
    void aThrottledCodeIsPutOffToldAndSentInTheEnd() throws Exception {
        provider.then(() -> throttled(null)).then(() -> throttled(Duration.ofSeconds(20)));

        carry(issuer.sms("c-1"));

        assertThat(provider.sent()).hasSize(3);
        assertThat(waits).containsExactly(Duration.ofMillis(750), Duration.ofSeconds(20));
        assertThat(receipts.statuses())
                .containsExactly(DeliveryStatus.DEFERRED, DeliveryStatus.DEFERRED, DeliveryStatus.ACCEPTED);
        assertThat(receipts.published()).extracting(DeliveryReceipt::getAttempt).containsExactly(1, 2, 3);
        assertThat(receipts.published().getFirst()).satisfies(deferred -> {
            assertThat(deferred.getReason()).isEqualTo(DeliveryReason.THROTTLED);
            assertThat(deferred.getDetail()).isEqualTo("Throttling");
            assertThat(deferred.getRetryAt()).isEqualTo(NOW.plusMillis(750));
        });
    }

    @Test
    void whatTheProviderWillNeverTakeIsNotTriedAgain() throws Exception {
        provider.then(() -> new Outcome.Rejected(DeliveryReason.OPTED_OUT, "OptedOut"));

        carry(issuer.sms("c-1"));

        assertThat(provider.sent()).hasSize(1);
        assertThat(receipts.published()).singleElement().satisfies(failed -> {
            assertThat(failed.getStatus()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(failed.getReason()).isEqualTo(DeliveryReason.OPTED_OUT);
            assertThat(failed.getProvider()).isEqualTo("scripted");
            assertThat(failed.getDispatchedAt()).isEqualTo(NOW);
        });
    }

    @Test
    void anExpiredCodeIsDroppedWithoutACall() throws Exception {
        var request = issuer.sms("c-1");
        clock.move(RequestMaker.LIFE);

        carry(request);

        assertThat(provider.sent()).isEmpty();
        assertThat(receipts.published()).singleElement().satisfies(dropped -> {
            assertThat(dropped.getStatus()).isEqualTo(DeliveryStatus.DROPPED);
            assertThat(dropped.getReason()).isEqualTo(DeliveryReason.EXPIRED);
            assertThat(dropped.getAttempt()).isZero();
            assertThat(dropped.getProvider()).isNull();
            assertThat(dropped.getDispatchedAt()).isNull();
        });
    }

    @Test
    void aCodeThatIsEnteredBetweenTwoAttemptsIsNotSentAgain() throws Exception {
        var request = issuer.sms("c-1");
        provider.then(() -> {
            ended.note(issuer.withdrawal(request, WithdrawalReason.VERIFIED));
            return throttled(null);
        });

        carry(request);

        assertThat(provider.sent()).hasSize(1);
        assertThat(receipts.statuses()).containsExactly(DeliveryStatus.DEFERRED, DeliveryStatus.DROPPED);
        assertThat(receipts.published().getLast().getReason()).isEqualTo(DeliveryReason.WITHDRAWN);
        assertThat(receipts.published().getLast().getAttempt()).isEqualTo(1);
    }

    @Test
    void aCodeThatWouldExpireBeforeTheNextAttemptFailsNowWhileThereIsTimeForAnotherChannel() throws Exception {
        provider.then(() -> throttled(RequestMaker.LIFE));

        carry(issuer.sms("c-1"));

        assertThat(waits).isEmpty();
        assertThat(receipts.published()).singleElement().satisfies(failed -> {
            assertThat(failed.getStatus()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(failed.getReason()).isEqualTo(DeliveryReason.THROTTLED);
        });
    }

    @Test
    void aMessageThatDoesNotOpenIsToldWithoutACallAndHandedBack() {
        assertThatThrownBy(() -> carry(issuer.sealedForTheOtherKey("c-1", Channel.SMS)))
                .isInstanceOf(UndeliverableException.class)
                .hasMessage("sealed for another key or envelope, or changed on its way");

        assertThat(provider.sent()).isEmpty();
        assertThat(receipts.published()).singleElement().satisfies(failed -> {
            assertThat(failed.getStatus()).isEqualTo(DeliveryStatus.FAILED);
            assertThat(failed.getReason()).isEqualTo(DeliveryReason.UNREADABLE);
            assertThat(failed.getAttempt()).isZero();
        });
    }

    @Test
    void aFaultOfOursIsToldWithItsPlaceButWithoutItsWords() {
        provider.then(() -> {
            throw new IllegalStateException("cannot send " + RequestMaker.CODE + " to " + RequestMaker.NUMBER);
        });

        var failure = catchThrowableOfType(UndeliverableException.class, () -> carry(issuer.sms("c-1")));

        assertThat(failure)
                .hasMessage("failed on our side: IllegalStateException")
                .hasNoCause();
        assertThat(failure.getStackTrace()[0].getClassName()).isEqualTo(CourierTest.class.getName());
        assertThat(receipts.published()).singleElement().satisfies(failed -> {
            assertThat(failed.getReason()).isEqualTo(DeliveryReason.OTHER);
            assertThat(failed.toString()).doesNotContain(RequestMaker.CODE, RequestMaker.NUMBER);
        });
    }

    @Test
    void onceTheWorkerStopsNoCallBegins() {
        var stopped = new CountDownLatch(0);

        assertThatThrownBy(() -> courier(Pause.unless(stopped)).carry(job(issuer.sms("c-1"))))
                .isInstanceOf(InterruptedException.class);

        assertThat(provider.sent()).isEmpty();
        assertThat(receipts.published()).isEmpty();
    }

    @Test
    void aStopEndsTheWaitForTheNextAttempt() {
        var stopped = new CountDownLatch(1);
        provider.then(() -> {
            stopped.countDown();
            return throttled(Duration.ofMinutes(2));
        });

        assertThatThrownBy(() -> courier(Pause.unless(stopped)).carry(job(issuer.sms("c-1"))))
                .isInstanceOf(InterruptedException.class);

        assertThat(provider.sent()).hasSize(1);
        assertThat(receipts.statuses()).containsExactly(DeliveryStatus.DEFERRED);
    }

    @Test
    void noMoreCallsThanAllowedAreOnTheirWayAndAPlaceIsFreeAgainAfterAFault() throws Exception {
        var courier = courier(this::moveOn);
        provider.then(() -> {
            assertThat(meters.get("otp.inflight").gauge().value()).isEqualTo(1);
            throw new IllegalStateException();
        });

        assertThatThrownBy(() -> courier.carry(job(issuer.sms("c-1")))).isInstanceOf(UndeliverableException.class);
        courier.carry(job(issuer.sms("c-2")));

        assertThat(meters.get("otp.inflight").gauge().value()).isZero();
        assertThat(meters.get("otp.inflight.limit").gauge().value()).isEqualTo(1);
        assertThat(provider.sent()).hasSize(2);
    }

    private void carry(OtpRequested request) throws InterruptedException, UndeliverableException {
        courier(this::moveOn).carry(job(request));
    }

    private Courier courier(Pause pause) {
        var settings = new WorkerSettings(
                Channel.SMS,
                keys.resolve("sms.private.json"),
                1,
                10,
                Duration.ofSeconds(2),
                Duration.ofSeconds(1),
                Duration.ofSeconds(15));
        return new Courier(
                settings,
                provider,
                ended,
                receipts,
                new DeliveryMetrics(meters),
                pause,
                clock,
                () -> "event-" + ids.incrementAndGet(),
                () -> 0.5);
    }

    private Job job(OtpRequested request) {
        ended.note(request);
        return new Job(
                request,
                clock.instant().minusMillis(20),
                clock.instant().minusMillis(10),
                new TraceContext("00-trace-01"));
    }

    /** Waiting is moving the clock. */
    private void moveOn(Duration wait) {
        if (!wait.isZero()) {
            waits.add(wait);
            clock.move(wait);
        }
    }

    private static Outcome throttled(@Nullable Duration hint) {
        return new Outcome.Deferred(DeliveryReason.THROTTLED, "Throttling", hint);
    }
}
