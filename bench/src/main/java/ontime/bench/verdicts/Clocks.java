package ontime.bench.verdicts;

import java.time.Duration;

/** How far the clocks of other machines are from the issuer's. */
record Clocks(Duration worker, Duration network, Duration authService) {

    static Clocks drawn(Chance chance) {
        return new Clocks(
                chance.off(Duration.ofMillis(30)),
                chance.off(Duration.ofMillis(200)),
                chance.off(Duration.ofMillis(20)));
    }
}
