package ontime.bench.verdicts;

import java.time.Duration;
import java.util.Random;

/** Everything that is drawn, from one seed. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        this.random = new Random(seed);
    }

    /** True so often, of 1. */
    boolean of(double share) {
        return random.nextDouble() < share;
    }

    /** Log-normal, as most delays are: half of them are shorter than the median, and some much longer. */
    Duration around(Duration median, double spread) {
        return Duration.ofMillis(Math.round(median.toMillis() * Math.exp(spread * random.nextGaussian())));
    }

    /** Normal around nothing. */
    Duration off(Duration deviation) {
        return Duration.ofMillis(Math.round(deviation.toMillis() * random.nextGaussian()));
    }

    Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis()));
    }

    int upTo(int bound) {
        return random.nextInt(bound);
    }

    @SafeVarargs
    final <T> T one(T... things) {
        return things[random.nextInt(things.length)];
    }

    Random source() {
        return random;
    }
}
