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
        assertThat(settings(1, 1, 1, "PT0.001S", "PT0.001S", "PT0.001S").pending())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1, 1, PT2S, PT1S, PT15S, pending",
        "1, 0, 1, PT2S, PT1S, PT15S, pendingMegabytes",
        "1, 1, 0, PT2S, PT1S, PT15S, untold",
        "1, 1, 1, PT0S, PT1S, PT15S, longestWait",
        "1, 1, 1, PT2S, PT0S, PT15S, firstRetry",
        "1, 1, 1, PT2S, PT16S, PT15S, longestRetry"
    })
    void whatIsOutOfBoundsIsNamed(
            int pending, int megabytes, int untold, String wait, String first, String longest, String named) {
        assertThatThrownBy(() -> settings(pending, megabytes, untold, wait, first, longest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    private static WorkerSettings settings(
            int pending, int megabytes, int untold, String wait, String first, String longest) {
        return new WorkerSettings(
                Channel.SMS,
                Path.of("sms.private.json"),
                pending,
                megabytes,
                untold,
                Duration.parse(wait),
                Duration.parse(first),
                Duration.parse(longest));
    }
}
