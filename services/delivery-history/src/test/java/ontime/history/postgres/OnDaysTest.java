package ontime.history.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnDaysTest {

    @Test
    void daysThatFollowOneAnotherAreOneConditionAndOthersAreTheirOwn() {
        var days = List.of(day(4), day(2), day(3), day(2), day(7));

        assertThat(OnDays.condition("at", days))
                .isEqualTo("(at >= TIMESTAMPTZ '2026-03-02 00:00:00Z' AND at < TIMESTAMPTZ '2026-03-05 00:00:00Z'"
                        + " OR at >= TIMESTAMPTZ '2026-03-07 00:00:00Z' AND at < TIMESTAMPTZ '2026-03-08 00:00:00Z')");
    }

    @Test
    void theLastDayOfFourDigitsEndsInAYearOfFive() {
        assertThat(OnDays.condition("at", List.of(LocalDate.of(9999, 12, 31))))
                .contains("at < TIMESTAMPTZ '10000-01-01 00:00:00Z'");
    }

    private static LocalDate day(int ofMarch) {
        return LocalDate.of(2026, 3, ofMarch);
    }
}
