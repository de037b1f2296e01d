package ontime.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;

/**
 * What a worker measures. Labels come from closed sets; never a destination, user, login or challenge. Times are in
 * seconds, with buckets at the edges that service levels are written in.
 */
public final class DeliveryMetrics {

    private static final Duration[] BUCKETS =
            List.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000).stream()
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private final MeterRegistry meters;

    public DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Shows how much waits, and how long the oldest has waited. */
    public void watchPending(Channel channel, PendingJobs pending, InstantSource clock) {
        meters.gauge("otp.pending", channel(channel), pending, PendingJobs::size);
        TimeGauge.builder(
                        "otp.oldest.pending",
                        pending,
                        TimeUnit.MILLISECONDS,
                        jobs -> jobs.oldest(clock.instant()).toMillis())
                .tags(channel(channel))
                .register(meters);
    }

    void watchCalls(Channel channel, int limit, Semaphore free) {
        meters.gauge("otp.inflight", channel(channel), free, calls -> limit - calls.availablePermits());
        // By a builder: the shorter way holds its number weakly, and shows NaN once it is collected.
        Gauge.builder("otp.inflight.limit", () -> limit).tags(channel(channel)).register(meters);
    }

    void attempted(Job job, String provider, Outcome outcome) {
        String result = switch (outcome) {
            case Outcome.Accepted accepted -> "accepted";
            case Outcome.Rejected rejected -> "rejected";
            case Outcome.Refused refused -> "refused";
            case Outcome.Throttled throttled -> "throttled";
            case Outcome.Deferred deferred -> "deferred";
            case Outcome.Unavailable unavailable -> "unavailable";
        };
        meters.counter("otp.attempts", channel(job.request().getChannel()).and("provider", provider, "outcome", result))
                .increment();
    }

    void accepted(Call call, String provider) {
        Job job = call.job();
        stage(job, provider, "queue", job.publishedAt(), job.consumedAt());
        stage(job, provider, "hold", job.consumedAt(), call.dispatchedAt());
        stage(job, provider, "provider", call.dispatchedAt(), call.answeredAt());
        timer("otp.delivery", route(job, provider).and("until", "accepted"))
                .record(notNegative(job.request().getRequestedAt(), call.answeredAt()));
    }

    /** Counts a request that was published more than once. */
    public void repeated(Channel channel) {
        meters.counter("otp.duplicates", channel(channel)).increment();
    }

    /** Counts an end; a delivery that is only put off has none yet. */
    void told(DeliveryReceipt receipt) {
        if (receipt.getStatus() == DeliveryStatus.DEFERRED) {
            return;
        }
        DeliveryReason reason = receipt.getReason();
        meters.counter(
                        "otp.deliveries",
                        channel(receipt.getChannel())
                                .and(
                                        "outcome",
                                        receipt.getStatus().name().toLowerCase(Locale.ROOT),
                                        "reason",
                                        reason == null ? "none" : reason.name().toLowerCase(Locale.ROOT)))
                .increment();
    }

    private void stage(Job job, String provider, String stage, Instant from, Instant to) {
        timer("otp.stage", route(job, provider).and("stage", stage)).record(notNegative(from, to));
    }

    private Timer timer(String name, Tags tags) {
        return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(meters);
    }

    private static Tags route(Job job, String provider) {
        String country = job.request().getCountry();
        return channel(job.request().getChannel())
                .and("country", country == null ? "none" : country, "provider", provider);
    }

    private static Tags channel(Channel channel) {
        return Tags.of(Tag.of("channel", channel.name()));
    }

    /** Clocks of two hosts differ; a stage that seems to end before it began took no time. */
    private static Duration notNegative(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        return time.isNegative() ? Duration.ZERO : time;
    }
}
