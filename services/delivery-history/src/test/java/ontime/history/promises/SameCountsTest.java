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
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ontime.events.CheckOutcome;
import ontime.history.PromiseSettings;
import ontime.history.conversion.Labels;
import ontime.history.facts.Login;
import ontime.history.ledger.Ledger;
import ontime.history.ledger.Moment;
import ontime.history.ledger.NearestRank;
import ontime.history.ledger.Stage;
import org.junit.jupiter.api.Test;

/**
 * The metrics and the ledger of the history, of the same five thousand logins of a quarter of an hour. The youngest of
 * them are too young to judge, some codes never arrive, and some nobody reports.
 */
class SameCountsTest {

    private static final int LOGINS = 5_000;
    private static final long SEED = 20_260_302;

    private static final int NOW = 1_000;
    private static final int YOUNGEST = 980;
    private static final int EVERY = 15;

    /** For so many seconds each promise waits until it is judged. */
    private static final int ACCEPTED_RIPE = 65;

    private static final int CONFIRMED_RIPE = 330;
    private static final int ENDED_RIPE = 720;

    private final Random chance = new Random(SEED);
    private final List<Played> played = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** When it was asked for, in seconds after the click, and what became of it, in seconds after that. */
    private record Played(Login login, double requested, double accepted, double delivered, double entered) {

        static final double NEVER = Double.POSITIVE_INFINITY;

        boolean isRipe(int seconds) {
            return requested < NOW - seconds;
        }

        Ledger ledger() {
            return login.challenges().getFirst().deliveries().getFirst().ledger();
        }
    }

    @Test
    void countsAreTheSameAndPercentilesLieInTheSameBucket() {
        for (int i = 0; i < LOGINS; i++) {
            played.add(play(i));
        }
        judge();

        same("accepted", ACCEPTED_RIPE, _ -> true, one -> one.accepted <= 5 || one.entered <= 5);
        same(
                "confirmed",
                CONFIRMED_RIPE,
                one -> one.accepted < Played.NEVER,
                one -> one.delivered <= 30 || one.entered <= 30);
        same("ended", ENDED_RIPE, _ -> true, one -> one.accepted < Played.NEVER);

        same("issue", stage("issue"), ACCEPTED_RIPE, ledger -> ledger.in(Stage.ISSUE));
        same("person", stage("person"), ENDED_RIPE, ledger -> ledger.in(Stage.PERSON));
        same(
                "delivered",
                meters.get("otp.delivery").tag("until", "delivered").timers(),
                ENDED_RIPE,
                ledger -> ledger.at(Moment.REQUESTED)
                        .flatMap(from -> ledger.at(Moment.DELIVERED).map(until -> Duration.between(from, until))));
    }

    /** What is old enough counts, kept or broken, and what is younger does not. */
    private void same(String promise, int ripe, Predicate<Played> promised, Predicate<Played> kept) {
        var judged = played.stream()
                .filter(one -> one.isRipe(ripe) && promised.test(one))
                .toList();
        assertThat(judged).as(promise).hasSizeBetween(LOGINS / 10, LOGINS - LOGINS / 100);
        assertThat(told(promise, true))
                .as("%s, seed %d", promise, SEED)
                .isEqualTo(judged.stream().filter(kept).count());
        assertThat(told(promise, false))
                .as("not %s, seed %d", promise, SEED)
                .isEqualTo(judged.stream().filter(kept.negate()).count())
                .isPositive();
    }

    private void same(String what, Collection<Timer> timers, int ripe, Function<Ledger, Optional<Duration>> of) {
        var times = played.stream()
                .filter(one -> one.isRipe(ripe))
                .flatMap(one -> of.apply(one.ledger()).stream())
                .toList();
        // What was never sent has no provider, and a series of its own.
        assertThat(timers.stream().mapToLong(Timer::count).sum()).as(what).isEqualTo(times.size());
        var buckets = new TreeMap<Double, Double>();
        timers.forEach(timer -> Stream.of(timer.takeSnapshot().histogramCounts())
                .forEach(bucket -> buckets.merge(bucket.bucket(TimeUnit.SECONDS), bucket.count(), Double::sum)));
        var ranks = new NearestRank(times);
        for (int percentile : new int[] {50, 90, 95, 99}) {
            double seconds = ranks.at(percentile).orElseThrow().toMillis() / 1_000.0;
            double rank = Math.ceil(times.size() * percentile / 100.0);
            var bucket = buckets.entrySet().stream()
                    .filter(edge -> edge.getValue() >= rank)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElse(Double.POSITIVE_INFINITY);
            var below = Optional.ofNullable(buckets.lowerKey(bucket)).orElse(0.0);
            assertThat(seconds)
                    .as("%s p%d, seed %d", what, percentile, SEED)
                    .isGreaterThanOrEqualTo(below)
                    .isLessThanOrEqualTo(bucket);
        }
    }

    private Collection<Timer> stage(String name) {
        return meters.get("otp.stage").tag("stage", name).timers();
    }

    private Played play(int number) {
        double requested = 0.05 + chance.nextInt(YOUNGEST * 1_000) / 1_000.0;
        var story = login("n" + number).requested(requested);
        double accepted = chance.nextInt(20) == 0 ? Played.NEVER : 0.2 + chance.nextInt(8_000) / 1_000.0;
        double delivered = Played.NEVER;
        double entered = Played.NEVER;
        if (accepted < Played.NEVER) {
            story.accepted(requested + 0.1, requested + accepted);
            if (chance.nextInt(5) > 0) {
                delivered = accepted + 0.5 + chance.nextInt(40_000) / 1_000.0;
                story.delivered(requested + delivered);
                if (chance.nextInt(4) > 0) {
                    entered = delivered + 1 + chance.nextInt(90_000) / 1_000.0;
                    story.typed(CheckOutcome.VERIFIED, 4, requested + entered);
                }
            }
        }
        return new Played(story.seenAt(NOW), requested, accepted, delivered, entered);
    }

    private void judge() {
        var now = new Instant[] {at(0)};
        var settings = new PromiseSettings(
                Duration.ofSeconds(EVERY),
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
                (_, measurement) -> measurement.run(),
                () -> Duration.ZERO,
                () -> now[0]);
        for (int second = EVERY; second < NOW; second += EVERY) {
            now[0] = at(second);
            promises.refresh();
        }
        now[0] = at(NOW);
        promises.refresh();
    }

    private long told(String promise, boolean kept) {
        return Math.round(
                meters.get("otp.promises").tags("promise", promise, "kept", Boolean.toString(kept)).counters().stream()
                        .mapToDouble(Counter::count)
                        .sum());
    }
}
