package ontime.sandbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import ontime.sandbox.SetClock;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private final SetClock clock = new SetClock();
    private final Conditions conditions = new Conditions(Behaviour.flawless(60), clock, new Random(1));

    @Test
    void halfOfTheMessagesAreQuickerThanTheUsualTimeAndOneInAHundredIsSlowerThanTheRare() {
        Behaviour uneven = change(Map.of("deliveryDelayMs", 4_000, "deliveryDelayP99Ms", 60_000));

        List<Long> times = draw(10_000, () -> conditions.travelMs(uneven));

        assertThat(times.get(5_000)).isBetween(3_700L, 4_300L);
        assertThat(times.get(9_900)).isBetween(50_000L, 72_000L);
        assertThat(times.getFirst()).isPositive();
    }

    @Test
    void withoutARareTimeAllTakeTheUsualOne() {
        Behaviour even = change(Map.of("deliveryDelayMs", 4_000));

        assertThat(draw(100, () -> conditions.travelMs(even))).containsOnly(4_000L);
    }

    @Test
    void countriesTakeTheirOwnTime() {
        conditions.change(BehaviourChange.from(
                Map.of("country", "IN", "deliveryDelayMs", 40_000, "deliveryDelayP99Ms", 300_000)));

        assertThat(draw(1_000, () -> conditions.travelMs(conditions.in("IN"))).get(500))
                .isGreaterThan(30_000);
        assertThat(draw(1_000, () -> conditions.travelMs(conditions.in("GB")))).containsOnly(0L);
    }

    @Test
    void asManyReportsAreLateAsIsSaid() {
        Behaviour late = change(Map.of(
                "receiptDelayMs", 1_000, "receiptSpreadMs", 500, "receiptLateRate", 0.1, "receiptLateMs", 90_000));

        List<Long> times = draw(10_000, () -> conditions.reportMs(late));

        assertThat(times.stream().filter(time -> time >= 91_000)).hasSizeBetween(900, 1_100);
        assertThat(times.stream().filter(time -> time < 91_000))
                .allMatch(time -> time >= 1_000 && time <= 1_500)
                // Out of order, in other words: the one that comes later need not have been sent later.
                .anyMatch(time -> time < 1_100)
                .anyMatch(time -> time > 1_400);
    }

    @Test
    void aCountryDiffersOnlyInWhatWasSaidAboutIt() {
        change(Map.of("country", "GB", "latencyMs", 5000));
        change(Map.of("country", "GB", "lossRate", 1));
        change(Map.of("outage", true));

        assertThat(conditions.in("GB"))
                .isEqualTo(new Behaviour(5000, 0, 1, 0, 0, 0, true, 0, 0, 0, 0, 0, 0, 0, 0, false));
        assertThat(conditions.in("FR"))
                .isEqualTo(new Behaviour(60, 0, 0, 0, 0, 0, true, 0, 0, 0, 0, 0, 0, 0, 0, false));
        assertThat(conditions.in(null)).isEqualTo(conditions.in("FR"));
    }

    @Test
    void aCountryCanBeFreeOfAFaultThatAllOthersHave() {
        change(Map.of("outage", true));
        change(Map.of("country", "GB", "outage", false));

        assertThat(conditions.in("GB").outage()).isFalse();
    }

    @Test
    void aResetForgetsEverything() {
        change(Map.of("country", "GB", "latencyMs", 5000));
        change(Map.of("outage", true));

        conditions.reset();

        assertThat(conditions.state()).isEqualTo(new Conditions.State(Behaviour.flawless(60), Map.of()));
    }

    @Test
    void asManyCallsAsAllowedPassInASecond() {
        change(Map.of("throttlePerSecond", 3));

        assertThat(passing(10, "GB")).isEqualTo(3);
        clock.advance(Duration.ofMillis(500));
        assertThat(passing(10, "GB")).isEqualTo(1);
        clock.advance(Duration.ofMinutes(5));
        assertThat(passing(10, "GB")).as("idle time saves nothing up").isEqualTo(3);
    }

    @Test
    void allCountriesShareTheGeneralLimitAndOneWithItsOwnDoesNot() {
        change(Map.of("throttlePerSecond", 2));
        change(Map.of("country", "FR", "throttlePerSecond", 5));

        assertThat(passing(10, "GB")).isEqualTo(2);
        assertThat(passing(10, "DE")).isZero();
        assertThat(passing(10, "FR")).isEqualTo(5);
    }

    @Test
    void withoutALimitEveryCallPasses() {
        assertThat(passing(1000, "GB")).isEqualTo(1000);
    }

    @Test
    void misfortuneStrikesAtItsRateAndTheSameWayAtEachStart() {
        Conditions again = new Conditions(Behaviour.flawless(60), clock, new Random(1));

        int strikes = 0;
        for (int draw = 0; draw < 10_000; draw++) {
            boolean struck = conditions.strikes(0.25);
            assertThat(again.strikes(0.25)).isEqualTo(struck);
            strikes += struck ? 1 : 0;
        }

        assertThat(strikes).isBetween(2300, 2700);
        assertThat(IntStream.range(0, 1000)).noneMatch(_ -> conditions.strikes(0));
        assertThat(IntStream.range(0, 1000)).allMatch(_ -> conditions.strikes(1));
    }

    private long passing(int calls, String country) {
        return IntStream.range(0, calls)
                .filter(_ -> !conditions.throttles(country))
                .count();
    }

    private Behaviour change(Map<String, Object> fields) {
        conditions.change(BehaviourChange.from(fields));
        return conditions.in(null);
    }

    /** So many times, the shortest first. */
    private static List<Long> draw(int count, LongSupplier time) {
        return LongStream.generate(time).limit(count).sorted().boxed().toList();
    }
}
