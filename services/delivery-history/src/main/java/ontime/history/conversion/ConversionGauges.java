package ontime.history.conversion;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The funnel as metrics, of the last deliveries that are old enough to be judged. They are counted anew each time, from
 * what the database knows: an event that is read twice, by this replica or another, counts once.
 */
public final class ConversionGauges {

    private static final List<Distinction> LABELS = List.of(
            Distinction.CHANNEL, Distinction.COUNTRY, Distinction.PROVIDER, Distinction.CARRIER, Distinction.DOMAIN);

    private static final Map<String, ToLongFunction<Funnel>> STEPS = Map.of(
            "requested", Funnel::requested,
            "accepted", Funnel::accepted,
            "delivered", Funnel::delivered,
            "entered", Funnel::entered);

    private final Conversions conversions;
    private final InstantSource clock;
    private final Labels labels;
    private final Duration window;
    private final Duration patience;
    private final MultiGauge deliveries;
    private final AtomicLong tooYoung = new AtomicLong();

    /**
     * Gauges without a value until the first {@link #refresh}.
     *
     * @param providers that have a label of their own, as have {@code carriers} and {@code domains}
     * @param window how long the time is whose deliveries count
     * @param patience for so long after its code has expired a delivery is too young to judge
     */
    public ConversionGauges(
            Conversions conversions,
            MeterRegistry meters,
            InstantSource clock,
            Set<String> providers,
            Set<String> carriers,
            Set<String> domains,
            Duration window,
            Duration patience) {
        this.conversions = conversions;
        this.clock = clock;
        this.labels = new Labels(providers, carriers, domains);
        this.window = window;
        this.patience = patience;
        this.deliveries = MultiGauge.builder("otp.conversion.deliveries")
                .description("Deliveries of the last while that are old enough to be judged, by how far they got")
                .register(meters);
        Gauge.builder("otp.conversion.too.young", tooYoung, AtomicLong::doubleValue)
                .description("Deliveries that are not counted yet, because their code may still be entered")
                .register(meters);
    }

    /** Counts again. */
    public void refresh() {
        var now = clock.instant();
        var answer = conversions.count(
                new Conversions.Question(now.minus(window), now, LABELS, null, Integer.MAX_VALUE), youngAfter(now));
        var bounded = new TreeMap<String, Labelled>();
        answer.groups().forEach(group -> {
            var tags = tags(group.of());
            bounded.merge(tags.toString(), new Labelled(tags, group.funnel()), Labelled::plus);
        });
        var rows = new ArrayList<MultiGauge.Row<?>>();
        bounded.values()
                .forEach(labelled -> STEPS.forEach((step, count) -> rows.add(MultiGauge.Row.of(
                        labelled.tags.and("step", step),
                        labelled.funnel,
                        funnel -> count.applyAsLong(Objects.requireNonNull(funnel))))));
        deliveries.register(rows, true);
        tooYoung.set(answer.tooYoung());
    }

    private Instant youngAfter(Instant now) {
        return now.minus(patience);
    }

    private Tags tags(Map<Distinction, @Nullable String> of) {
        return Tags.of(
                Tag.of("channel", Objects.requireNonNullElse(of.get(Distinction.CHANNEL), "none")),
                Tag.of("country", labels.country(of.get(Distinction.COUNTRY))),
                Tag.of("provider", labels.provider(of.get(Distinction.PROVIDER))),
                Tag.of("carrier", labels.carrier(of.get(Distinction.CARRIER))),
                Tag.of("domain", labels.domain(of.get(Distinction.DOMAIN))));
    }

    private record Labelled(Tags tags, Funnel funnel) {
        Labelled plus(Labelled other) {
            return new Labelled(tags, funnel.plus(other.funnel));
        }
    }
}
