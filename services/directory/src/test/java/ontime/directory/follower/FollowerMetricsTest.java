package ontime.directory.follower;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowerMetricsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @ParameterizedTest
    @ValueSource(strings = {"FAILED", "DRIFTED"})
    void badNewsOfEveryFollowerAreCountedFromNothing(String state) {
        var _ = new FollowerMetrics(meters, Set.of("crm"));

        assertThat(meters.get("otp.contacts.followed")
                        .tags("follower", "crm", "state", state)
                        .counter()
                        .count())
                .isZero();
    }
}
