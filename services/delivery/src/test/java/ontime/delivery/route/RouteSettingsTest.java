package ontime.delivery.route;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import ontime.delivery.neighbours.OneRoute;
import ontime.delivery.route.RouteSettings.CallsInFlight;
import ontime.delivery.route.RouteSettings.Down;
import ontime.delivery.route.RouteSettings.Slow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteSettingsTest {

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "2, 1, 3", "1, 3, 2", "1, 1, 10001"})
    void boundsOfCallsAreInOrder(int fewest, int first, int most) {
        assertThatNoException().isThrownBy(() -> new CallsInFlight(1, 1, 10_000));
        assertThatThrownBy(() -> new CallsInFlight(fewest, first, most)).hasMessageContaining("callsInFlight");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0.5, 20", "PT1S, 0, 20", "PT1S, 1.1, 20", "PT1S, NaN, 20", "PT1S, 0.5, 0"})
    void whatIsSlowIsAShareOfSomething(Duration bound, double share, int samples) {
        assertThatNoException().isThrownBy(() -> new Slow(Duration.ofMillis(1), 1, 1));
        assertThatThrownBy(() -> new Slow(bound, share, samples)).hasMessageContaining("slow.share");
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT1S, PT2S, PT2S",
        "65, PT1S, PT2S, PT2S",
        "5, PT0S, PT2S, PT2S",
        "5, PT3S, PT2S, PT4S",
        "5, PT3S, PT4S, PT2S"
    })
    void probesAreSomeTimeApart(int failures, Duration first, Duration longest, Duration alone) {
        assertThatNoException()
                .isThrownBy(() -> new Down(64, Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)));
        assertThatThrownBy(() -> new Down(failures, first, longest, alone)).hasMessageContaining("down.");
    }

    @Test
    void nothingIsLessThanNothing() {
        RouteSettings good = OneRoute.SETTINGS;
        assertThatThrownBy(() -> new RouteSettings(good.callsInFlight(), -1, good.slow(), good.down(), Duration.ZERO))
                .hasMessageContaining("callsPerLane");
        assertThatThrownBy(() ->
                        new RouteSettings(good.callsInFlight(), 0, good.slow(), good.down(), Duration.ofMillis(-1)))
                .hasMessageContaining("usualTimeBehind");
    }
}
