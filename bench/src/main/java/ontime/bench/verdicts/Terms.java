package ontime.bench.verdicts;

import java.time.Duration;

/** What the product promises, as its users read it. The one place where the truth about a login takes a bound from. */
final class Terms {

    /** A code that takes longer from the click to its arrival came late. */
    static final Duration LATE = Duration.ofSeconds(30);

    /** A code lives so long from its request. */
    static final Duration LIFE = Duration.ofMinutes(5);

    private Terms() {}
}
