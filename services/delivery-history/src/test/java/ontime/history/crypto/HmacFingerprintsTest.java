package ontime.history.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ontime.history.phone.NumberReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HmacFingerprintsTest {

    /** HMAC-SHA-256 of "SMS", a line feed and the number in E.164, made by another program with the same key. */
    private static final String PHONE = "3e89b07175920f8b035b8cbd318f67ac";

    private static final String EMAIL = "b2c58b1ce7e30310e2e6912641af20a1";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+447700900123",
                "07700 900123",
                "07700900123",
                "(07700) 900-123",
                "+44 (0)7700 900 123",
                "0044 7700 900123",
                "07700\u00a0900\u2011123"
            })
    void aNumberHasTheSameFingerprintInWhateverNotation(String written) throws IOException {
        assertThat(fingerprints().ofPhone(written)).contains(PHONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0123", "u-0770090012", "07700 900 12x", "", "+", "ann@example.com"})
    void whatIsNoNumberHasNone(String written) throws IOException {
        assertThat(fingerprints().ofPhone(written)).isEmpty();
    }

    @Test
    void nobodyTellsMailboxesApartByUpperAndLowerCase() throws IOException {
        assertThat(fingerprints().ofEmail("Ann@Example.com")).contains(EMAIL);
        assertThat(fingerprints().ofEmail("ann")).isEmpty();
    }

    @Test
    void withoutAKeyNothingHas() {
        var fingerprints = new HmacFingerprints(null, new NumberReader("GB")::toE164);

        assertThat(fingerprints.available()).isFalse();
        assertThat(fingerprints.ofPhone("+447700900123")).isEmpty();
    }

    @Test
    void aFileThatIsNoKeyIsNamedAndNotRepeated() throws IOException {
        var file = Files.writeString(folder.resolve("key"), "open sesame!");

        assertThatThrownBy(() -> HmacFingerprints.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file.toString())
                .hasMessageNotContaining("sesame");
    }

    private HmacFingerprints fingerprints() throws IOException {
        var file = Files.writeString(folder.resolve("key"), "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n");
        return new HmacFingerprints(HmacFingerprints.read(file), new NumberReader("GB")::toE164);
    }
}
