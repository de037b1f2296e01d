package ontime.delivery;

import static ontime.delivery.MovingClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import ontime.delivery.neighbours.RequestMaker;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryMetricsTest {

    private static final Set<String> LABELS =
            Set.of("channel", "provider", "outcome", "reason", "stage", "country", "until", "le");

    @TempDir
    static Path keys;

    private final MovingClock clock = new MovingClock();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeliveryMetrics metrics = new DeliveryMetrics(meters);
    private final ReceiptWriter writer = new ReceiptWriter("sns", () -> "event");
    /** Published after a second, read after two more. */
    private final Job job = new Job(
            new RequestMaker(keys, clock).sms("c-1"), NOW.plusSeconds(1), NOW.plusSeconds(3), new TraceContext(null));

    @Test
    void anAcceptedDeliveryIsTimedStageByStage() {
        metrics.accepted(call(NOW.plusSeconds(7), NOW.plusSeconds(15)), "sns");

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
        metrics.accepted(call(NOW.plusSeconds(7), NOW.plusSeconds(15)), "sns");

        assertThat(meters.get("otp.delivery").timer().takeSnapshot().histogramCounts())
                .extracting(edge -> edge.bucket(TimeUnit.SECONDS))
                .contains(5.0, 10.0, 30.0, 60.0, 120.0, 300.0);
    }

    @Test
    void clocksThatDisagreeGiveNoNegativeTimes() {
        metrics.accepted(call(NOW.plusSeconds(2), NOW.plusSeconds(1)), "sns");

        assertThat(seconds("hold")).isZero();
        assertThat(seconds("provider")).isZero();
    }

    @Test
    void attemptsAreCountedByWhatCameOfThem() {
        metrics.attempted(job, "sns", new Outcome.Accepted("m-1"));
        metrics.attempted(job, "sns", new Outcome.Rejected(DeliveryReason.REJECTED, "no"));
        metrics.attempted(job, "sns", new Outcome.Deferred(DeliveryReason.GREYLISTED, "later", null));
        metrics.attempted(job, "sns", new Outcome.Throttled("slow", null));
        metrics.attempted(job, "sns", new Outcome.Unavailable(DeliveryReason.TIMED_OUT, "late", null, true));
        metrics.attempted(job, "sns", new Outcome.Refused(DeliveryReason.SPEND_LIMIT, "spent"));

        assertThat(List.of("accepted", "rejected", "deferred", "throttled", "unavailable", "refused"))
                .allSatisfy(outcome -> assertThat(meters.get("otp.attempts")
                                .tags("outcome", outcome, "channel", "SMS", "provider", "sns")
                                .counter()
                                .count())
                        .isEqualTo(1));
    }

    @Test
    void endsAreCountedAndDelaysAreNot() {
        metrics.told(writer.deferred(
                call(NOW, NOW), new Outcome.Deferred(DeliveryReason.THROTTLED, "slow", null), RequestMaker.LIFE));
        assertThat(meters.find("otp.deliveries").counter()).isNull();

        metrics.told(writer.accepted(call(NOW, NOW), new Outcome.Accepted("m-1")));
        metrics.told(writer.dropped(job, 0, DeliveryReason.EXPIRED, NOW));
        assertThat(deliveries("accepted", "none")).isEqualTo(1);
        assertThat(deliveries("dropped", "expired")).isEqualTo(1);
    }

    @Test
    void whatWaitsAndForHowLongIsShown() {
        var pending = new PendingJobs();
        metrics.watchPending(Channel.SMS, pending, clock);
        assertThat(meters.get("otp.oldest.pending").timeGauge().value(TimeUnit.SECONDS))
                .isZero();

        pending.add(new Job(job.request(), NOW.minusSeconds(9), NOW, job.trace()));
        pending.add(job);

        assertThat(meters.get("otp.pending").gauge().value()).isEqualTo(2);
        assertThat(meters.get("otp.oldest.pending").timeGauge().value(TimeUnit.SECONDS))
                .isEqualTo(9);
    }

    @Test
    void noLabelIsOutsideOfTheContract() {
        metrics.watchCalls(Channel.SMS, 1000, new Semaphore(1000));
        metrics.watchPending(Channel.SMS, new PendingJobs(), clock);
        metrics.repeated(Channel.SMS);
        metrics.attempted(job, "sns", new Outcome.Accepted("m-1"));
        metrics.accepted(call(NOW, NOW), "sns");
        metrics.told(writer.dropped(job, 0, DeliveryReason.EXPIRED, NOW));

        assertThat(meters.getMeters())
                .extracting(Meter::getId)
                .allSatisfy(
                        id -> assertThat(id.getTags()).extracting(Tag::getKey).isSubsetOf(LABELS));
    }

    private Call call(Instant dispatchedAt, Instant answeredAt) {
        return new Call(job, 1, dispatchedAt, answeredAt);
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
