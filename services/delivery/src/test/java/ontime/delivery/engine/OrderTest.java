package ontime.delivery.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderTest {

    private final Order order = new Order(Duration.ofSeconds(2));

    @Test
    void theNewestComesFirstOnceSomebodyHasWaitedTooLongAndUntilTheWaitIsHalfOfThat() {
        assertThat(order.isNewestFirst(Duration.ofSeconds(2))).isFalse();
        assertThat(order.isNewestFirst(Duration.ofMillis(2001))).isTrue();
        assertThat(order.isNewestFirst(Duration.ofMillis(1001))).isTrue();
        assertThat(order.isNewestFirst(Duration.ofSeconds(1))).isFalse();
        assertThat(order.isNewestFirst(Duration.ofSeconds(2))).isFalse();
    }
}
