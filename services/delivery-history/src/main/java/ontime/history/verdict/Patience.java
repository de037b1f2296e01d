package ontime.history.verdict;

import java.time.Duration;

/**
 * How long things may take before they are remarked on.
 *
 * @param late a code that takes longer from the click to its arrival came late
 * @param silent for so long a delivery is too young to judge
 * @param prompt for so long nobody asks why a message has not been sent yet
 */
public record Patience(Duration late, Duration silent, Duration prompt) {

    private static final Duration PROMPT = Duration.ofSeconds(5);

    public static final Patience DEFAULT = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(60));

    public Patience {
        if (!late.isPositive() || !silent.isPositive() || !prompt.isPositive()) {
            throw new IllegalArgumentException("late, silent and prompt must be longer than nothing");
        }
    }

    public Patience(Duration late, Duration silent) {
        this(late, silent, PROMPT);
    }
}
