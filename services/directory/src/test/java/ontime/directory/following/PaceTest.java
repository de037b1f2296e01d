package ontime.directory.following;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

    private final Pace slow = new Pace(() -> 0);
    private final Pace quick = new Pace(() -> 1);

    @Test
    void eachFailureIsFollowedByALongerPauseUpToAQuarterOfAnHour() {
        assertThat(slow.next(0, NOW, null)).isEqualTo(NOW.plusSeconds(5));
        assertThat(slow.next(3, NOW, null)).isEqualTo(NOW.plusSeconds(40));
        assertThat(slow.next(1_000, NOW, null)).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
    }

    @Test
    void manyThatFailTogetherAreNotTriedTogether() {
        assertThat(quick.next(3, NOW, null)).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void aStoreIsNotAskedBeforeItWantsToBeButCannotPutUsOffForEver() {
        assertThat(slow.next(0, NOW, NOW.plusSeconds(90))).isEqualTo(NOW.plusSeconds(90));
        assertThat(slow.next(5, NOW, NOW.plusSeconds(1))).isEqualTo(NOW.plusSeconds(160));
        assertThat(slow.next(0, NOW, NOW.plus(Duration.ofDays(9)))).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void aStoreThatDoesNotAnswerIsAskedEveryMinuteAtTheLatest() {
        assertThat(slow.soon(0, NOW, null)).isEqualTo(NOW.plusSeconds(1));
        assertThat(slow.soon(1_000, NOW, null)).isEqualTo(NOW.plusSeconds(60));
        assertThat(slow.soon(0, NOW, NOW.plusSeconds(120))).isEqualTo(NOW.plusSeconds(120));
    }
}
