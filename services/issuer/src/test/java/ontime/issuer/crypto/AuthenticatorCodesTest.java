package ontime.issuer.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AuthenticatorCodesTest {

    /** Of RFC 4226 appendix D and RFC 6238 appendix B: the ASCII digits 12345678901234567890. */
    private static final String SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    private final AuthenticatorCodes codes = new AuthenticatorCodes();

    @Test
    void theStandardsOwnCodesAreTakenInTheirSteps() {
        var published = List.of(
                "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489");
        for (int step = 0; step < published.size(); step++) {
            assertThat(codes.step(SECRET, published.get(step), at(step * 30L + 29)))
                    .hasValue(step);
        }
        // RFC 6238, whose codes have eight digits; ours are the last six.
        assertThat(codes.step(SECRET, "081804", Instant.parse("2005-03-18T01:58:29Z")))
                .hasValue(0x23523ECL);
        assertThat(codes.step(SECRET, "353130", Instant.parse("2603-10-11T11:33:20Z")))
                .hasValue(0x27BC86AAL);
    }

    @Test
    void aClockMayBeOneStepAheadOrBehindAndNoMore() {
        assertThat(codes.step(SECRET, "338314", at(3 * 30))).hasValue(4);
        assertThat(codes.step(SECRET, "338314", at(6 * 30 - 1))).hasValue(4);
        assertThat(codes.step(SECRET, "338314", at(3 * 30 - 1))).isEqualTo(OptionalLong.empty());
        assertThat(codes.step(SECRET, "338314", at(6 * 30))).isEqualTo(OptionalLong.empty());
    }

    @Test
    void whatIsNoCodeOfTheAppIsOfNoStep() {
        assertThat(codes.step(SECRET, "338315", at(120))).isEmpty();
        assertThat(codes.step(SECRET, "33831", at(120))).isEmpty();
        assertThat(codes.step(SECRET, "0338314", at(120))).isEmpty();
    }

    @Test
    void aSecretMayBeWrittenInSmallLettersAndWithPadding() {
        assertThat(Base32.decode("mzxw6ytboi======")).isEqualTo("foobar".getBytes(US_ASCII));
        assertThat(Base32.decode("MZXW6YTB")).isEqualTo("fooba".getBytes(US_ASCII));
        assertThatThrownBy(() -> Base32.decode("MZXW1")).hasMessageNotContaining("MZXW");
    }

    private static Instant at(long second) {
        return Instant.ofEpochSecond(second);
    }
}
