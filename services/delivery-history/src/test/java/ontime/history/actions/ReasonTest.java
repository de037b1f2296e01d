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
        "ticket 1234, ticket 1234",
        "07700\u00a0900481 it is, ••• it is",
        "07700\u202f900\u202f481 it is, ••• it is",
        "07700–900481 it is, ••• it is",
        "07700—900—481 it is, ••• it is",
        "12:34:56 it is, ••• it is",
        "123*456 it is, ••• it is",
        "123\u2019456 it is, ••• it is",
        "123\u00b7456 it is, ••• it is",
        "123=456 it is, ••• it is",
        "1\u200b2\u200b3\u200b4\u200b5\u200b6 it is, ••• it is",
        "1\ufe0f\u20e32\ufe0f\u20e33\ufe0f\u20e34\ufe0f\u20e35\ufe0f\u20e3 it is, •••\ufe0f\u20e3 it is",
        "①②③④⑤⑥ it is, ••• it is",
        "ada.l\uff20example.com it is, ••• it is"
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
    void anApostropheHidesNoNumberEither() {
        assertThat(Reason.of("123'456 it is")).contains(new Reason("••• it is"));
    }

    @Test
    void itIsKeptShort() {
        assertThat(Reason.of("word ".repeat(1_000)).orElseThrow().text()).hasSize(Reason.LONGEST);
    }

    /** A pattern that tries each beginning with each end would take hours for these. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "x", "(", "1(", "\u00a0", "x@", "7 "})
    void howeverMuchIsTypedItIsReadAtOnce(String repeated) {
        assertThat(Reason.of(repeated.repeat(500_000))
                        .map(reason -> reason.text().length())
                        .orElse(0))
                .isLessThanOrEqualTo(Reason.LONGEST);
    }

    @Test
    void atTheCutNothingIsLeftOfAnAddressOrANumber() {
        assertThat(Reason.of(" ".repeat(995) + "ada.l@example.com")).contains(new Reason("•••"));
        assertThat(Reason.of(" ".repeat(993) + "07700 900481")).contains(new Reason("••• •••"));
    }
}
