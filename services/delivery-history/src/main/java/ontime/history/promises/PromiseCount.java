package ontime.history.promises;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import ontime.events.Channel;
import ontime.events.TraceParent;
import ontime.history.conversion.Labels;
import ontime.history.facts.Delivery;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.ledger.Moment;
import ontime.history.ledger.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Counts kept and broken promises. Each delivery is judged once for each promise, when it is old enough that what
 * happened in time must have been read: one that never arrived counts as broken from then on, and one that is younger
 * counts for nothing. What became old enough while no history ran is not counted.
 *
 * <p>Every replica judges every delivery: take the largest of their numbers, never the sum.
 */
public final class PromiseCount {

    /** After a longer pause only the end of it is judged: an old mishap must not look like one of today. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private static final Duration[] EDGES = List.of(1, 2, 5, 10, 30, 60, 120, 300, 600).stream()
            .map(Duration::ofSeconds)
            .toArray(Duration[]::new);

    private static final Set<Channel> DELIVERING = Set.of(Channel.SMS, Channel.EMAIL);

    private final Cohorts cohorts;
    private final MeterRegistry meters;
    private final Labels labels;
    private final Terms terms;
    private final Examples examples;
    private final Supplier<Duration> behind;
    private final InstantSource clock;
    private final Map<Promise, Instant> judgedUntil = new EnumMap<>(Promise.class);
    private final Map<Tags, Instant> confirmedAt = new HashMap<>();

    /**
     * One that has counted nothing yet, and begins with what becomes old enough from now on.
     *
     * @param behind how far the reading of events is behind: further than is waited for, and nothing is judged
     */
    public PromiseCount(
            Cohorts cohorts,
            MeterRegistry meters,
            Labels labels,
            Terms terms,
            Examples examples,
            Supplier<Duration> behind,
            InstantSource clock) {
        this.cohorts = cohorts;
        this.meters = meters;
        this.labels = labels;
        this.terms = terms;
        this.examples = examples;
        this.behind = behind;
        this.clock = clock;
        terms.ripe()
                .forEach((promise, age) ->
                        judgedUntil.put(promise, clock.instant().minus(age)));
    }

    /** Judges what has become old enough. */
    public void refresh() {
        if (behind.get().compareTo(terms.reading()) > 0) {
            return;
        }
        var now = clock.instant();
        terms.ripe().forEach((promise, age) -> judge(promise, now.minus(age), now));
    }

    private void judge(Promise promise, Instant until, Instant now) {
        var from = latest(Objects.requireNonNull(judgedUntil.get(promise)), until.minus(LONGEST));
        if (!until.isAfter(from)) {
            return;
        }
        var judged = new ArrayList<Judged>();
        cohorts.read(from, until, now, login -> judged.addAll(judged(promise, login, from, until)));
        if (promise == Promise.CONFIRMED) {
            // Before any is counted: one that confirms speaks for those before it, too.
            judged.forEach(one -> one.noteConfirmation(now));
        }
        // Counted when all were read: what fails half-way is read again, and must not count twice.
        judged.forEach(one -> examples.during(one.trace, () -> one.count(promise, now)));
        judgedUntil.put(promise, until);
    }

    private List<Judged> judged(Promise promise, Login login, Instant from, Instant until) {
        var within = terms.within(promise);
        var trace = trace(login);
        return login.challenges().stream()
                .flatMap(challenge -> challenge.deliveries().stream())
                .filter(delivery -> DELIVERING.contains(delivery.channel()))
                .flatMap(delivery -> delivery.ledger().at(Moment.REQUESTED).stream()
                        .filter(requested -> !requested.isBefore(from) && requested.isBefore(until))
                        .map(requested ->
                                new Judged(delivery, requested, promise.of(delivery, requested, within), trace)))
                .toList();
    }

    /** A login is one trace: any of its events that somebody keeps names it. */
    private static @Nullable TraceParent trace(Login login) {
        return login.events().stream()
                .map(Published::trace)
                .filter(trace -> trace != null && trace.sampled())
                .findFirst()
                .orElse(null);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private final class Judged {

        private final Delivery delivery;
        private final Instant requested;
        private final Promise.Word word;
        private final @Nullable TraceParent trace;
        private final Tags route;

        Judged(Delivery delivery, Instant requested, Promise.Word word, @Nullable TraceParent trace) {
            this.delivery = delivery;
            this.requested = requested;
            this.word = word;
            this.trace = trace;
            this.route = Tags.of(
                    "channel",
                    delivery.channel().name(),
                    "country",
                    labels.country(delivery.country()),
                    "provider",
                    labels.provider(delivery.provider()));
        }

        void noteConfirmation(Instant now) {
            delivery.ledger().at(Moment.DELIVERED).ifPresent(_ -> confirmedAt.put(route, now));
        }

        void count(Promise promise, Instant now) {
            switch (promise) {
                case ACCEPTED -> {
                    tell(promise);
                    // Only the first delivery begins with the click; every other begins with its own request.
                    if (delivery.delivery() == 1) {
                        time(Stage.ISSUE);
                    }
                }
                case CONFIRMED -> {
                    if (now.minus(terms.confirming()).isBefore(confirmedAt.getOrDefault(route, Instant.MIN))) {
                        tell(promise);
                    }
                }
                case ENDED -> {
                    tell(promise);
                    time(Stage.PERSON);
                    delivery.ledger()
                            .at(Moment.DELIVERED)
                            .ifPresent(at -> timer("otp.delivery", route.and("until", "delivered"))
                                    .record(notNegative(Duration.between(requested, at))));
                }
            }
        }

        private void tell(Promise promise) {
            if (word != Promise.Word.NONE) {
                // Both are there from the beginning: of a counter that appears, the first counts are lost on whoever
                // asks
                // for its growth.
                for (var told : List.of(Promise.Word.KEPT, Promise.Word.BROKEN)) {
                    meters.counter(
                                    "otp.promises",
                                    route.and("promise", promise.name().toLowerCase(Locale.ROOT))
                                            .and("kept", Boolean.toString(told == Promise.Word.KEPT)))
                            .increment(word == told ? 1 : 0);
                }
            }
        }

        private void time(Stage stage) {
            delivery.ledger()
                    .in(stage)
                    .ifPresent(took -> timer(
                                    "otp.stage", route.and("stage", stage.name().toLowerCase(Locale.ROOT)))
                            .record(notNegative(took)));
        }
    }

    private Timer timer(String name, Tags tags) {
        return Timer.builder(name).tags(tags).serviceLevelObjectives(EDGES).register(meters);
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
