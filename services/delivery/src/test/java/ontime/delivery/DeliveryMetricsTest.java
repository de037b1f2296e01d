package ontime.delivery;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DeliveryMetricsTest {

    private static final Set<String> LABELS =
            Set.of("channel", "provider", "outcome", "reason", "stage", "country", "until", "le", "topic");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeliveryMetrics metrics = new DeliveryMetrics(meters);

    @Test
    void anAcceptedDeliveryIsTimedStageByStage() {
        metrics.told(accepted(NOW.plusSeconds(7), NOW.plusSeconds(15)), NOW);

        assertThat(seconds("queue")).isEqualTo(2);
        assertThat(seconds("hold")).isEqualTo(4);
        assertThat(seconds("provider")).isEqualTo(8);
        assertThat(meters.get("otp.delivery")
                        .tags("until", "accepted", "channel", "SMS", "country", "GB", "provider", "sns")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(15);
    }

    @Test
    void theBucketsHaveTheEdgesOfTheServiceLevels() {
        metrics.told(accepted(NOW.plusSeconds(7), NOW.plusSeconds(15)), NOW);

        assertThat(meters.get("otp.delivery").timer().takeSnapshot().histogramCounts())
                .extracting(edge -> edge.bucket(TimeUnit.SECONDS))
                .contains(5.0, 10.0, 30.0, 60.0, 120.0, 300.0);
    }

    @Test
    void whatIsNoCountryIsOneLabel() {
        var receipt = DeliveryReceipt.newBuilder(accepted(NOW.plusSeconds(7), NOW.plusSeconds(15)))
                .setCountry("made up by somebody")
                .build();

        metrics.told(receipt, NOW);

        assertThat(meters.get("otp.delivery").timer().getId().getTag("country")).isEqualTo("other");
    }

    @Test
    void aDeadLetterIsCountedFromNothing() {
        assertThat(meters.get("otp.dead.letters").counter().count()).isZero();

        metrics.deadLetter();

        assertThat(meters.get("otp.dead.letters")
                        .tag("topic", "otp.requests")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void clocksThatDisagreeGiveNoNegativeTimes() {
        metrics.told(accepted(NOW.plusSeconds(2), NOW.plusSeconds(1)), NOW);

        assertThat(seconds("hold")).isZero();
        assertThat(seconds("provider")).isZero();
    }

    @Test
    void attemptsAreCountedByWhatCameOfThem() {
        List.of(
                        new Outcome.Accepted("m-1"),
                        new Outcome.Rejected(DeliveryReason.REJECTED, "no"),
                        new Outcome.Deferred(DeliveryReason.GREYLISTED, "later", null),
                        new Outcome.Throttled("slow", null),
                        new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "late", null, true),
                        new Outcome.Refused(DeliveryReason.SPEND_LIMIT, "spent"))
                .forEach(outcome -> metrics.attempted(Channel.SMS, "sns", outcome));

        assertThat(List.of("accepted", "rejected", "deferred", "throttled", "unavailable", "refused"))
                .allSatisfy(outcome -> assertThat(meters.get("otp.attempts")
                                .tags("outcome", outcome, "channel", "SMS", "provider", "sns")
                                .counter()
                                .count())
                        .isEqualTo(1));
    }

    @Test
    void endsAreCountedAndDelaysAreNot() {
        metrics.told(receipt(DeliveryStatus.DEFERRED, DeliveryReason.THROTTLED).build(), NOW);
        assertThat(meters.find("otp.deliveries").counter()).isNull();

        metrics.told(accepted(NOW, NOW), NOW);
        metrics.told(receipt(DeliveryStatus.DROPPED, DeliveryReason.EXPIRED).build(), NOW);
        assertThat(deliveries("accepted", "none")).isEqualTo(1);
        assertThat(deliveries("dropped", "expired")).isEqualTo(1);
    }

    @Test
    void allGaugesOfAScrapeShareOneLookAtTheEngine() {
        var clock = new MovingClock();
        var looks = new AtomicInteger();
        metrics.watch(
                Channel.SMS,
                () -> new DeliveryMetrics.Load(looks.incrementAndGet(), Duration.ZERO, 3, 64, true, 5),
                clock);
        clock.move(Duration.ofSeconds(1));

        meters.getMeters().forEach(meter -> meter.measure().forEach(Measurement::getValue));
        assertThat(looks).hasValue(2);

        clock.move(Duration.ofMillis(100));
        assertThat(meters.get("otp.pending").gauge().value()).isEqualTo(3);
    }

    @Test
    void whatWaitsAndInWhichOrderIsShown() {
        metrics.watch(
                Channel.SMS,
                () -> new DeliveryMetrics.Load(7, Duration.ofSeconds(9), 3, 64, true, 5),
                new MovingClock());

        assertThat(meters.get("otp.pending").gauge().value()).isEqualTo(7);
        assertThat(meters.get("otp.oldest.pending").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(9);
        assertThat(meters.get("otp.inflight").gauge().value()).isEqualTo(3);
        assertThat(meters.get("otp.inflight.limit").gauge().value()).isEqualTo(64);
        assertThat(meters.get("otp.order.mode").gauge().value()).isEqualTo(1);
        assertThat(meters.get("otp.duplicates").functionCounter().count()).isEqualTo(5);
    }

    @Test
    void noLabelIsOutsideOfTheContract() {
        metrics.watch(
                Channel.SMS, () -> new DeliveryMetrics.Load(7, Duration.ZERO, 3, 64, false, 5), new MovingClock());
        metrics.attempted(Channel.SMS, "sns", new Outcome.Accepted("m-1"));
        metrics.told(accepted(NOW, NOW), NOW);
        metrics.told(receipt(DeliveryStatus.DROPPED, DeliveryReason.EXPIRED).build(), NOW);

        assertThat(meters.getMeters())
                .extracting(Meter::getId)
                .allSatisfy(
                        id -> assertThat(id.getTags()).extracting(Tag::getKey).isSubsetOf(LABELS));
    }

    /** Published after a second, read after two more. */
    private static DeliveryReceipt accepted(Instant dispatchedAt, Instant answeredAt) {
        return receipt(DeliveryStatus.ACCEPTED, null)
                .setProvider("sns")
                .setDispatchedAt(dispatchedAt)
                .setOccurredAt(answeredAt)
                .build();
    }

    private static DeliveryReceipt.Builder receipt(DeliveryStatus status, @Nullable DeliveryReason reason) {
        return DeliveryReceipt.newBuilder()
                .setEventId("event")
                .setTenant("acme")
                .setUserId("u-1")
                .setLoginId("l-1")
                .setChallengeId("c-1")
                .setDelivery(1)
                .setChannel(Channel.SMS)
                .setCountry("GB")
                .setAttempt(1)
                .setStatus(status)
                .setReason(reason)
                .setPublishedAt(NOW.plusSeconds(1))
                .setConsumedAt(NOW.plusSeconds(3))
                .setOccurredAt(NOW)
                .setObservedAt(NOW);
    }

    @Test
    void dropsAreCountedFromNothing() {
        metrics.told(accepted(NOW, NOW), NOW);

        assertThat(deliveries("dropped", "expired")).isZero();
        assertThat(deliveries("dropped", "too_late_to_arrive")).isZero();
    }

    private double seconds(String stage) {
        Timer timer = meters.get("otp.stage")
                .tags("stage", stage, "channel", "SMS", "country", "GB", "provider", "sns")
                .timer();
        return timer.totalTime(TimeUnit.SECONDS);
    }

    private double deliveries(String outcome, String reason) {
        return meters.get("otp.deliveries")
                .tags("outcome", outcome, "reason", reason, "channel", "SMS")
                .counter()
                .count();
    }
}
