package ontime.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MomentTest {

    @Test
    void aTimeIsWrittenWithItsZoneForPeopleAndForMachines() {
        var moment = Moment.of(Instant.parse("2026-03-02T09:05:07.123Z"));

        assertThat(moment.words()).isEqualTo("2 March 2026, 09:05:07 UTC");
        assertThat(moment.machine()).isEqualTo("2026-03-02T09:05:07.123Z");
        assertThat(Moment.ofNullable(null)).isNull();
    }
}
