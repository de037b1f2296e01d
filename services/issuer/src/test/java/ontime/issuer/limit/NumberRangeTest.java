package ontime.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;

import ontime.issuer.routing.Destination;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberRangeTest {

    @ParameterizedTest
    @CsvSource({
        "+447700900123, 44, GB, +44770090",
        "+447700900999, 44, GB, +44770090",
        "+12025550143, 1, US, +1202555",
        // Short plans, where four digits fewer would leave little or nothing but the country code.
        "+29040001, 290, SH, +2904",
        "+2904000, 290, SH, +2904",
    })
    void tenThousandNumbersShareAPrefix(String number, int code, String country, String prefix) {
        assertThat(NumberRange.of(new Destination.PhoneNumber(number, code, country)))
                .isEqualTo(new NumberRange(country, prefix));
    }

    @Test
    void aRangeIsCalledByItsPrefixAndACountryByItsOwnName() {
        var range = new NumberRange("GB", "+44770090");
        assertThat(range.name()).isEqualTo("+44770090");
        assertThat(new NumberRange("GB", "").name()).isEqualTo("GB");
    }
}
