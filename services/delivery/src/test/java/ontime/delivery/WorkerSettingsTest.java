package ontime.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import ontime.events.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkerSettingsTest {

    @Test
    void whatIsInBoundsIsTaken() {
        assertThat(settings(1, 1, 1, "PT0.001S", "PT0.001S", "PT0.001S", "PT149.999S", "PT149.999S")
                        .pending())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, PT2S, PT1S, PT15S, PT15S, PT20S, pending",
        "1, 0, 1, PT2S, PT1S, PT15S, PT15S, PT20S, pendingMegabytes",
        "1, 1, 0, PT2S, PT1S, PT15S, PT15S, PT20S, untold",
        "1, 1, 1, PT0S, PT1S, PT15S, PT15S, PT20S, longestWait",
        "1, 1, 1, PT2S, PT0S, PT15S, PT15S, PT20S, firstRetry",
        "1, 1, 1, PT2S, PT16S, PT15S, PT15S, PT20S, longestRetry",
        "1, 1, 1, PT2S, PT1S, PT15S, PT0S, PT20S, handOver",
        // The group would not wait for it.
        "1, 1, 1, PT2S, PT1S, PT15S, PT150S, PT150S, handOver",
        "1, 1, 1, PT2S, PT1S, PT15S, PT15S, PT14.999S, grace"
    })
    void whatIsOutOfBoundsIsNamed(
            int pending,
            int megabytes,
            int untold,
            String wait,
            String first,
            String longest,
            String handOver,
            String grace,
            String named) {
        assertThatThrownBy(() -> settings(pending, megabytes, untold, wait, first, longest, handOver, grace))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    private static WorkerSettings settings(
            int pending,
            int megabytes,
            int untold,
            String wait,
            String first,
            String longest,
            String handOver,
            String grace) {
        return new WorkerSettings(
                Channel.SMS,
                Path.of("sms.private.json"),
                pending,
                megabytes,
                untold,
                Duration.parse(wait),
                Duration.parse(first),
                Duration.parse(longest),
                Duration.parse(handOver),
                Duration.parse(grace));
    }
}
