package ontime.history.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditFormTest {

    @Test
    void whatStandsInTheAddressIsWhatIsReadBy() {
        var form = AuditForm.of(Map.of("actor", " sally ", "action", "looked_up", "from", "2026-03-05T00:00"));

        assertThat(form.filter().actor()).isEqualTo("sally");
        assertThat(form.filter().from()).isEqualTo(Instant.parse("2026-03-05T00:00:00Z"));
        assertThat(form.mistakes()).isEmpty();
    }

    @Test
    void aStretchOfTimeThatIsNoneIsTold() {
        var form = AuditForm.of(Map.of("from", "2026-03-06T00:00", "to", "2026-03-06T00:00"));

        assertThat(form.mistakes())
                .containsExactly("From is not earlier than Before: nothing can be found between them.");
    }

    @Test
    void aFilterThatIsTooLongIsToldAndNeverIgnored() {
        var form = AuditForm.of(Map.of("actor", "s".repeat(201), "subject", "l".repeat(200)));

        assertThat(form.filter().actor()).isNull();
        assertThat(form.filter().subject()).hasSize(200);
        assertThat(form.mistakes()).containsExactly("Who is longer than 200 characters, and was left out.");
    }
}
