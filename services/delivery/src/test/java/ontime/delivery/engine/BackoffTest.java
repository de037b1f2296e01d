package ontime.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);

    @ParameterizedTest
    @CsvSource({"1, 100, 199", "2, 200, 399", "3, 400, 799", "6, 3200, 6399", "7, 5000, 9999", "1000000, 5000, 9999"})
    void theWaitDoublesUpToItsBoundAndIsNeverLessThanHalf(int attempt, long shortest, long longest) {
        assertThat(backoff(0).after(attempt, null)).isEqualTo(Duration.ofMillis(shortest));
        assertThat(backoff(0.9999).after(attempt, null)).isEqualTo(Duration.ofMillis(longest));
    }

    @Test
    void theProvidersWishIsNeverUndercut() {
        assertThat(backoff(0.5).after(1, Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aWishForLessThanOurOwnWaitDoesNotHurryUs() {
        assertThat(backoff(0).after(3, Duration.ofMillis(1))).isEqualTo(Duration.ofMillis(400));
    }

    private static Backoff backoff(double random) {
        return new Backoff(FIRST, LONGEST, () -> random);
    }
}
