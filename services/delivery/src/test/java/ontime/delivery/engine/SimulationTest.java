package ontime.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * The engine in ten thousand worlds. One of them alone: {@code -Dontime.simulation.seed=N}; more of them:
 * {@code -Dontime.simulation.seeds=N}.
 */
class SimulationTest {

    @Test
    void inAWorldWithoutFaultsNothingCountsAsADuplicate() {
        for (long seed = 0; seed < 300; seed++) {
            new Simulation(seed).runInPeace();
        }
    }

    @Test
    void inEveryWorldNothingIsLostNothingStaleIsSentAndEverythingEnds() {
        Long one = Long.getLong("ontime.simulation.seed");
        if (one != null) {
            new Simulation(one).run();
            return;
        }
        long seeds = Long.getLong("ontime.simulation.seeds", 10_000);
        long callsOfZombies = 0;
        for (long seed = 0; seed < seeds; seed++) {
            var simulation = new Simulation(seed);
            try {
                simulation.run();
                callsOfZombies += simulation.callsOfZombies();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " (again: -Dontime.simulation.seed=" + seed + "): " + e.getMessage(), e);
            }
        }
        assertThat(callsOfZombies)
                .as("calls by workers whom the group takes for dead")
                .isGreaterThanOrEqualTo(seeds / 10);
    }
}
