package ontime.directory.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final String SECRET = Base32.encode("12345678901234567890".getBytes(US_ASCII));

    private final Totp totp = new Totp(new Random(7));

    /** The last six digits of appendix B. */
    @ParameterizedTest
    @CsvSource({"59, 287082", "1111111109, 081804", "1234567890, 005924", "20000000000, 353130"})
    void takesTheCodesOfRfc6238AppendixB(long seconds, String code) {
        assertThat(totp.step(SECRET, code, Instant.ofEpochSecond(seconds))).isEqualTo(OptionalLong.of(seconds / 30));
    }

    @Test
    void takesTheStepsBeforeAndAfterAndNoOthers() {
        String code = "081804";
        long step = 1111111109L / 30;

        assertThat(totp.step(SECRET, code, Instant.ofEpochSecond(step * 30 - 1)))
                .hasValue(step);
        assertThat(totp.step(SECRET, code, Instant.ofEpochSecond(step * 30 - 30)))
                .hasValue(step);
        assertThat(totp.step(SECRET, code, Instant.ofEpochSecond(step * 30 - 31)))
                .isEmpty();
        assertThat(totp.step(SECRET, code, Instant.ofEpochSecond(step * 30 + 59)))
                .hasValue(step);
        assertThat(totp.step(SECRET, code, Instant.ofEpochSecond(step * 30 + 60)))
                .isEmpty();
    }

    @Test
    void makesSecretsOf160Bits() {
        assertThat(Base32.decode(totp.secret())).hasSize(20);
    }
}
