package ontime.delivery.engine;

import org.junit.jupiter.api.Test;

/**
 * The engine in ten thousand worlds. One of them alone: {@code -Dontime.simulation.seed=N}; more of them:
 * {@code -Dontime.simulation.seeds=N}.
 */
class SimulationTest {

    @Test
    void inEveryWorldNothingIsLostNothingStaleIsSentAndEverythingEnds() {
        Long one = Long.getLong("ontime.simulation.seed");
        if (one != null) {
            new Simulation(one).run();
            return;
        }
        long seeds = Long.getLong("ontime.simulation.seeds", 10_000);
        for (long seed = 0; seed < seeds; seed++) {
            try {
                new Simulation(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "seed " + seed + " (again: -Dontime.simulation.seed=" + seed + "): " + e.getMessage(), e);
            }
        }
    }
}
