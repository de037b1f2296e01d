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
        assertThat(settings(1, 1, "PT0S", "PT0.001S", "PT0.001S").callsInFlight())
                .isEqualTo(1);
        assertThat(settings(10_000, 10_000, "PT8S", "PT1S", "PT15S").pending()).isEqualTo(10_000);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 10, PT2S, PT1S, PT15S, callsInFlight",
        "10001, 20000, PT2S, PT1S, PT15S, callsInFlight",
        "11, 10, PT2S, PT1S, PT15S, pending",
        "1, 10, PT-0.001S, PT1S, PT15S, usualDeliveryTime",
        "1, 10, PT2S, PT0S, PT15S, firstRetry",
        "1, 10, PT2S, PT16S, PT15S, longestRetry"
    })
    void whatIsOutOfBoundsIsNamed(int calls, int pending, String usual, String first, String longest, String named) {
        assertThatThrownBy(() -> settings(calls, pending, usual, first, longest))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named);
    }

    private static WorkerSettings settings(int calls, int pending, String usual, String first, String longest) {
        return new WorkerSettings(
                Channel.SMS,
                Path.of("sms.private.json"),
                calls,
                pending,
                Duration.parse(usual),
                Duration.parse(first),
                Duration.parse(longest));
    }
}
