package ontime.history.verdict;

import java.time.Duration;

/**
 * How long things may take before they are remarked on.
 *
 * @param late a code that takes longer from the click to its arrival came late
 * @param silent for so long a delivery is too young to judge
 */
public record Patience(Duration late, Duration silent) {

    public static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60));

    public Patience {
        if (!late.isPositive() || !silent.isPositive()) {
            throw new IllegalArgumentException("late and silent must be longer than nothing");
        }
    }
}
