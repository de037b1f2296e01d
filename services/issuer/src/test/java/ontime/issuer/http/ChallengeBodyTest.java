package ontime.issuer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChallengeBodyTest {

    private static final Instant NOW = Instant.parse("2026-01-31T10:00:05Z");

    @Test
    void theLanguageOfThePersonIsHandedOn() {
        assertThat(body("cy-GB").toRequest(NOW).locale()).isEqualTo(Locale.forLanguageTag("cy-GB"));
        assertThat(body(null).toRequest(NOW).locale()).isNull();
        assertThatThrownBy(() -> body("cy_GB!").toRequest(NOW)).isInstanceOf(Refusal.class);
    }

    private static ChallengeBody body(@Nullable String locale) {
        return new ChallengeBody("u-17", null, null, "07700 900123", null, null, locale, null, null);
    }
}
