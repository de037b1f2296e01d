package ontime.bench.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlayTest {

    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @Test
    void theSameSeedPlaysTheSameLogins() {
        assertThat(Play.drawn(200, 7, NOW).shuffled(new Chance(7)))
                .isEqualTo(Play.drawn(200, 7, NOW).shuffled(new Chance(7)));
        assertThat(Play.drawn(200, 8, NOW).shuffled(new Chance(8)))
                .isNotEqualTo(Play.drawn(200, 7, NOW).shuffled(new Chance(7)));
    }

    @Test
    void everyCauseIsPlayed() {
        assertThat(Play.drawn(3_000, 7, NOW).logins())
                .extracting(Play.Played::cause)
                .containsAll(Arrays.asList(Cause.values()));
    }

    @Test
    void delaysAreOnBothSidesOfWhatIsLateAndOfTheLifeOfTheCode() {
        assertThat(expectedOf(Cause.LATE_CARRIER))
                .contains("VERIFIED", "ARRIVED_LATE/PHONE_NETWORK", "ARRIVED_AFTER_EXPIRY/PHONE_NETWORK");
        assertThat(expectedOf(Cause.LATE_QUEUE))
                .contains("VERIFIED", "ARRIVED_LATE/QUEUE", "DROPPED_EXPIRED/QUEUE or PROVIDER_FAILED/QUEUE");
    }

    @Test
    void eventsCarryNoTimeAfterThePresent() {
        assertThat(Play.drawn(1_000, 7, NOW).shuffled(new Chance(7)))
                .allSatisfy(event -> assertThat(event.at()).isBefore(NOW));
    }

    private static List<String> expectedOf(Cause cause) {
        return Play.drawn(10_000, 7, NOW).logins().stream()
                .filter(played -> played.cause() == cause)
                .map(played -> played.expected().toString())
                .distinct()
                .toList();
    }
}
