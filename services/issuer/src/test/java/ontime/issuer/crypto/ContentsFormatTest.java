package ontime.issuer.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Locale;
import ontime.issuer.challenge.Contents;
import ontime.issuer.policy.Origin;
import ontime.issuer.routing.Destination;
import org.junit.jupiter.api.Test;

class ContentsFormatTest {

    private static final Contents CONTENTS = new Contents(
            "004711",
            new Destination.EmailAddress("ada@example.com"),
            null,
            new Origin("portal.example.com"),
            Locale.forLanguageTag("ar-EG"));

    @Test
    void theLanguageIsKept() {
        assertThat(ContentsFormat.read(ContentsFormat.write(CONTENTS))).isEqualTo(CONTENTS);
    }

    @Test
    void whatAnIssuerWithoutLanguagesLeftBehindIsEnglish() {
        byte[] bytes = ContentsFormat.write(CONTENTS);
        int language = 2 + "ar-EG".length();
        byte[] before = Arrays.copyOf(bytes, bytes.length - language);
        before[0] = 1;

        assertThat(ContentsFormat.read(before).language()).isEqualTo(Locale.ENGLISH);
        assertThat(ContentsFormat.read(before).origin()).isEqualTo(CONTENTS.origin());
    }

    @Test
    void whatANewerIssuerWroteIsNotGuessedAt() {
        byte[] bytes = ContentsFormat.write(CONTENTS);
        bytes[0] = 3;
        assertThatIllegalStateException()
                .isThrownBy(() -> ContentsFormat.read(bytes))
                .withMessage("what a resend needs is of version 3");
    }
}
