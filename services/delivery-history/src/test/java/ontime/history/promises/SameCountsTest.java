package ontime.history.promises;

import static ontime.history.facts.LoginStory.at;
import static ontime.history.facts.LoginStory.login;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.history.PromiseSettings;
import ontime.history.conversion.Labels;
import ontime.history.facts.Login;
import ontime.history.latency.Dimension;
import ontime.history.latency.Tally;
import org.junit.jupiter.api.Test;

/** The metrics and the history's own figures, of the same five thousand logins. */
class SameCountsTest {

    private static final int LOGINS = 5_000;
    private static final long SEED = 20_260_302;
    private static final double REQUESTED = 0.1;
    private static final double JUDGED = 1_000;

    private final Random chance = new Random(SEED);
    private final List<Played> played = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** When each was what, in seconds after the request; nothing for never. */
    private record Played(Login login, double accepted, double delivered, double entered) {
        static final double NEVER = Double.POSITIVE_INFINITY;
    }

    @Test
    void countsAreTheSameAndPercentilesLieInTheSameBucket() {
        for (int i = 0; i < LOGINS; i++) {
            played.add(play(i));
        }
        judge();

        assertThat(told("accepted", true)).isEqualTo(count(one -> one.accepted <= 5 || one.entered <= 5));
        assertThat(told("accepted", false)).isEqualTo(LOGINS - told("accepted", true));
        assertThat(told("confirmed", true))
                .isEqualTo(count(one -> one.accepted < Played.NEVER && (one.delivered <= 30 || one.entered <= 30)));
        assertThat(told("confirmed", true) + told("confirmed", false))
                .isEqualTo(count(one -> one.accepted < Played.NEVER));
        assertThat(told("ended", true)).isEqualTo(count(one -> one.accepted < Played.NEVER));

        var tally = new Tally(List.of(Dimension.STAGE), Duration.ofSeconds(60), at(JUDGED));
        played.forEach(one -> tally.add(one.login));
        for (Tally.Group group : tally.groups()) {
            var stage = group.values().getFirst();
            if (stage.equals("issue") || stage.equals("person")) {
                sameAs(group, stage);
            }
        }
    }

    private void sameAs(Tally.Group group, String stage) {
        // What was never sent has no provider, and a series of its own.
        var timers = meters.get("otp.stage").tag("stage", stage).timers();
        assertThat(timers.stream().mapToLong(Timer::count).sum()).as(stage).isEqualTo(group.count());
        var buckets = new TreeMap<Double, Double>();
        timers.forEach(timer -> Stream.of(timer.takeSnapshot().histogramCounts())
                .forEach(bucket -> buckets.merge(bucket.bucket(TimeUnit.SECONDS), bucket.count(), Double::sum)));
        var percentiles = Map.of(
                50, Objects.requireNonNull(group.p50()),
                95, Objects.requireNonNull(group.p95()),
                99, Objects.requireNonNull(group.p99()));
        for (Map.Entry<Integer, Duration> percentile : percentiles.entrySet()) {
            double rank = Math.ceil(group.count() * percentile.getKey() / 100.0);
            double seconds = percentile.getValue().toMillis() / 1_000.0;
            double below = 0;
            for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
                if (bucket.getValue() >= rank) {
                    assertThat(seconds)
                            .as("%s p%d, seed %d", stage, percentile.getKey(), SEED)
                            .isGreaterThanOrEqualTo(below)
                            .isLessThanOrEqualTo(bucket.getKey());
                    break;
                }
                below = bucket.getKey();
            }
        }
    }

    private Played play(int number) {
        var story = login("n" + number).requested(REQUESTED);
        double accepted = chance.nextInt(20) == 0 ? Played.NEVER : 0.2 + chance.nextInt(8_000) / 1_000.0;
        double delivered = Played.NEVER;
        double entered = Played.NEVER;
        if (accepted < Played.NEVER) {
            story.accepted(REQUESTED + 0.1, REQUESTED + accepted);
            if (chance.nextInt(5) > 0) {
                delivered = accepted + 0.5 + chance.nextInt(40_000) / 1_000.0;
                story.delivered(REQUESTED + delivered);
                if (chance.nextInt(4) > 0) {
                    entered = delivered + 1 + chance.nextInt(90_000) / 1_000.0;
                    story.typed(CheckOutcome.VERIFIED, 4, REQUESTED + entered);
                }
            }
        }
        return new Played(story.seenAt(JUDGED), accepted, delivered, entered);
    }

    private void judge() {
        var now = new Instant[] {at(0)};
        var settings = new PromiseSettings(
                Duration.ofSeconds(15),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(11),
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ofHours(6));
        var promises = new PromiseCount(
                (from, to, then, reader) -> played.forEach(one -> reader.accept(one.login)),
                meters,
                new Labels(Set.of("sns", "smtp"), Set.of(), Set.of()),
                settings.terms(),
                () -> Duration.ZERO,
                () -> now[0]);
        for (double second : new double[] {66, 331, 721}) {
            now[0] = at(second);
            promises.refresh();
        }
    }

    private long count(Predicate<Played> of) {
        return played.stream().filter(of).count();
    }

    private long told(String promise, boolean kept) {
        return Math.round(
                meters.get("otp.promises").tags("promise", promise, "kept", Boolean.toString(kept)).counters().stream()
                        .mapToDouble(Counter::count)
                        .sum());
    }
}
