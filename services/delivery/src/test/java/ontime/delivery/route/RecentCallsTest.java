package ontime.delivery.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RecentCallsTest {

    private final RecentCalls calls = new RecentCalls();

    @Test
    void aFewCallsSayNothing() {
        add(19, 100);

        assertThat(calls.p95()).isZero();
    }

    @Test
    void ninetyFiveOfAHundredAreNoLonger() {
        for (int millis = 1; millis <= 100; millis++) {
            calls.add(Duration.ofMillis(millis));
        }

        // Sorted anew at every sixteenth call, the last time at the hundredth.
        assertThat(calls.p95()).isEqualTo(Duration.ofMillis(95));
    }

    @Test
    void oneThatHungOfManyChangesNothing() {
        add(200, 100);
        add(1, 30_000);
        add(55, 100);

        assertThat(calls.p95()).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void whatLiesFarBackIsForgotten() {
        add(256, 5_000);
        add(256, 100);

        assertThat(calls.p95()).isEqualTo(Duration.ofMillis(100));
    }

    private void add(int number, long millis) {
        for (int i = 0; i < number; i++) {
            calls.add(Duration.ofMillis(millis));
        }
    }
}
