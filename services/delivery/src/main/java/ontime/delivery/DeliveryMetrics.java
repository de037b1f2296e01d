package ontime.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.DeliveryReason;
import ontime.events.DeliveryReceipt;
import ontime.events.DeliveryStatus;
import ontime.events.Topic;
import org.jspecify.annotations.Nullable;

/**
 * What a worker measures. Labels come from closed sets; never a destination, user, login or challenge. Times are in
 * seconds, with buckets at the edges that service levels are written in.
 */
public final class DeliveryMetrics {

    private static final Duration[] BUCKETS =
            List.of(50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000).stream()
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new);

    private static final Set<String> COUNTRIES = Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    private final MeterRegistry meters;
    private final Counter deadLetters;
    private final Set<Channel> told = ConcurrentHashMap.newKeySet();

    public DeliveryMetrics(MeterRegistry meters) {
        this.meters = meters;
        // There from the beginning: the growth of a counter that appears with its first letter is nothing.
        this.deadLetters = meters.counter("otp.dead.letters", "topic", Topic.REQUESTS.topicName());
    }

    /**
     * What a worker has before it.
     *
     * @param pending deliveries that were taken in and have not come to their end
     * @param oldest how long the oldest of them has been on its way since it was published
     * @param inFlight calls that have begun and not ended
     * @param inFlightLimit how many may be
     * @param newestFirst whether the newest gets its turn first
     * @param duplicates how many deliveries were asked for more than once, or may have been sent more than once
     */
    public record Load(
            int pending, Duration oldest, int inFlight, int inFlightLimit, boolean newestFirst, long duplicates) {}

    /** Shows what a worker has before it, or had a moment ago, each time that somebody looks. */
    public void watch(Channel channel, Supplier<Load> current, InstantSource clock) {
        var load = new RecentLoad(current, clock);
        // By builders: the shorter way holds what it watches weakly, and shows NaN once it is collected.
        Gauge.builder("otp.pending", () -> load.get().pending())
                .tags(channel(channel))
                .register(meters);
        TimeGauge.builder("otp.oldest.pending", () -> load.get().oldest().toMillis(), TimeUnit.MILLISECONDS)
                .tags(channel(channel))
                .register(meters);
        Gauge.builder("otp.inflight", () -> load.get().inFlight())
                .tags(channel(channel))
                .register(meters);
        Gauge.builder("otp.inflight.limit", () -> load.get().inFlightLimit())
                .tags(channel(channel))
                .register(meters);
        Gauge.builder("otp.order.mode", () -> load.get().newestFirst() ? 1 : 0)
                .tags(channel(channel))
                .register(meters);
        FunctionCounter.builder("otp.duplicates", load, watched -> watched.get().duplicates())
                .tags(channel(channel))
                .register(meters);
    }

    /** Counts what could not be read. */
    public void deadLetter() {
        deadLetters.increment();
    }

    /** Counts a call by what came of it. */
    public void attempted(Channel channel, String provider, Outcome outcome) {
        String result = switch (outcome) {
            case Outcome.Accepted accepted -> "accepted";
            case Outcome.Rejected rejected -> "rejected";
            case Outcome.Refused refused -> "refused";
            case Outcome.Throttled throttled -> "throttled";
            case Outcome.Deferred deferred -> "deferred";
            case Outcome.Unavailable unavailable -> "unavailable";
        };
        meters.counter("otp.attempts", channel(channel).and("provider", provider, "outcome", result))
                .increment();
    }

    /** Counts an end, and times it stage by stage when the provider took it. A delivery that is put off has no end. */
    public void told(DeliveryReceipt receipt, Instant requestedAt) {
        if (receipt.getStatus() == DeliveryStatus.DEFERRED) {
            return;
        }
        if (told.add(receipt.getChannel())) {
            // There before the first of them: codes expire by the dozen, and the growth of a counter that appears with
            // a dozen is nothing.
            ends(receipt.getChannel(), DeliveryStatus.DROPPED, DeliveryReason.EXPIRED);
            ends(receipt.getChannel(), DeliveryStatus.DROPPED, DeliveryReason.TOO_LATE_TO_ARRIVE);
        }
        ends(receipt.getChannel(), receipt.getStatus(), receipt.getReason()).increment();
        Instant published = receipt.getPublishedAt();
        Instant consumed = receipt.getConsumedAt();
        Instant dispatched = receipt.getDispatchedAt();
        if (receipt.getStatus() == DeliveryStatus.ACCEPTED
                && published != null
                && consumed != null
                && dispatched != null) {
            stage(receipt, "queue", published, consumed);
            stage(receipt, "hold", consumed, dispatched);
            stage(receipt, "provider", dispatched, receipt.getOccurredAt());
            timer("otp.delivery", route(receipt).and("until", "accepted"))
                    .record(notNegative(requestedAt, receipt.getOccurredAt()));
        }
    }

    private Counter ends(Channel channel, DeliveryStatus outcome, @Nullable DeliveryReason reason) {
        return meters.counter(
                "otp.deliveries",
                channel(channel)
                        .and(
                                "outcome",
                                outcome.name().toLowerCase(Locale.ROOT),
                                "reason",
                                reason == null ? "none" : reason.name().toLowerCase(Locale.ROOT)));
    }

    private void stage(DeliveryReceipt receipt, String stage, Instant from, Instant to) {
        timer("otp.stage", route(receipt).and("stage", stage)).record(notNegative(from, to));
    }

    private Timer timer(String name, Tags tags) {
        return Timer.builder(name).tags(tags).serviceLevelObjectives(BUCKETS).register(meters);
    }

    private static Tags route(DeliveryReceipt receipt) {
        String country = receipt.getCountry();
        String provider = receipt.getProvider();
        return channel(receipt.getChannel())
                .and("country", country(country), "provider", provider == null ? "none" : provider);
    }

    /** What is no country is one label, whatever it is. */
    private static String country(@Nullable String country) {
        if (country == null) {
            return "none";
        }
        return COUNTRIES.contains(country) ? country : "other";
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
