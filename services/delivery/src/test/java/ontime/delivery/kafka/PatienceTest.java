package ontime.delivery.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final Duration SLOWEST_PROVIDER = Duration.ofSeconds(10);

    @Test
    void aCallMayTakeItsWholeTimeOutAndStillBeTold() {
        assertThat(Patience.USUAL.handOver()).isGreaterThan(SLOWEST_PROVIDER);
        assertThat(Patience.USUAL.grace()).isGreaterThan(SLOWEST_PROVIDER);
    }

    @Test
    void aHandOverThatTheGroupWouldNotWaitForIsRefused() {
        assertThatThrownBy(() -> new Patience(Duration.ofMinutes(5), Duration.ofSeconds(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("handOver");
        assertThatThrownBy(() -> new Patience(Duration.ofSeconds(1), Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("grace");
    }
}
