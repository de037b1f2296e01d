package ontime.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import ontime.issuer.policy.LimitPolicy.PumpingGuard;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionTest {

    private static final PumpingGuard GUARD = new PumpingGuard(30, 0.2, Duration.ofHours(6), Duration.ofHours(1));

    @ParameterizedTest(name = "of {0} sent, {1} entered: range closes {2}, country closes {3}")
    @CsvSource({
        "0,    0,   false, false",
        "29,   0,   false, false",
        "30,   0,   true,  false",
        "30,   5,   true,  false",
        "30,   6,   false, false",
        "299,  0,   true,  false",
        "300,  0,   true,  true",
        "300,  59,  true,  true",
        "300,  60,  false, false",
        "1000, 800, false, false",
    })
    void aRangeIsClosedOnEvidenceAndACountryOnTenTimesAsMuch(long sent, long entered, boolean range, boolean country) {
        var conversion = new Conversion(sent, entered);
        assertThat(conversion.isPumping(new NumberRange("GB", "+44770090"), GUARD))
                .isEqualTo(range);
        assertThat(conversion.isPumping(new NumberRange("GB", ""), GUARD)).isEqualTo(country);
    }
}
