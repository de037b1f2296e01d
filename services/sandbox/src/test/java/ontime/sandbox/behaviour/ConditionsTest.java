package ontime.sandbox.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import ontime.sandbox.SetClock;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private final SetClock clock = new SetClock();
    private final Conditions conditions = new Conditions(Behaviour.flawless(60), clock, new Random(1));

    @Test
    void aCountryDiffersOnlyInWhatWasSaidAboutIt() {
        change(Map.of("country", "GB", "latencyMs", 5000));
        change(Map.of("country", "GB", "lossRate", 1));
        change(Map.of("outage", true));

        assertThat(conditions.in("GB")).isEqualTo(new Behaviour(5000, 0, 1, 0, 0, 0, true, 0, 0, 0, 0));
        assertThat(conditions.in("FR")).isEqualTo(new Behaviour(60, 0, 0, 0, 0, 0, true, 0, 0, 0, 0));
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

    private void change(Map<String, Object> fields) {
        conditions.change(BehaviourChange.from(fields));
    }

    private long passing(int calls, String country) {
        return IntStream.range(0, calls)
                .filter(_ -> !conditions.throttles(country))
                .count();
    }
}
