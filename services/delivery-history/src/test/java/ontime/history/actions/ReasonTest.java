package ontime.history.actions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonTest {

    @ParameterizedTest
    @CsvSource({
        "no SMS came, no SMS came",
        "  two\tlines \u2028 and more , two lines and more",
        "her number is 07700 900481., her number is •••.",
        "+44 (0)7700-900481 it is, ••• it is",
        "she typed 123456, she typed •••",
        "write to ada.l@example.com today, write to ••• today",
        "digits ٠٧٧٠٠٩٠٠, digits •••",
        "code K7 at 10:05 to ••0481, code K7 at 10:05 to ••0481",
        "ticket 1234, ticket 1234"
    })
    void whatMayBeANumberAnAddressOrACodeIsTakenOut(String typed, String kept) {
        assertThat(Reason.of(typed)).contains(new Reason(kept));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "\n\t", "\u0000"})
    void whoSaysNothingHasNoReason(String typed) {
        assertThat(Reason.of(typed)).isEmpty();
    }

    @Test
    void itIsKeptShort() {
        assertThat(Reason.of("a".repeat(5_000)).orElseThrow().text()).hasSize(Reason.LONGEST);
    }
}
