package ontime.history.access;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import ontime.history.SignInSettings;
import ontime.history.rights.Role;
import org.junit.jupiter.api.Test;

class BearerTokensTest {

    @Test
    void whileTheProviderIsAwayATokenIsNeitherGoodNorBad() {
        var settings = settings("http://127.0.0.1:1", "ontime-history");

        assertThatThrownBy(() -> new BearerTokens(settings, new Claims(settings)).decode("a.b.c"))
                .isInstanceOf(ProviderUnavailable.class);
    }

    @Test
    void anIdTokenIsNoKeyToTheApi() {
        assertThatThrownBy(() -> settings("https://id.example.com", "console"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("api-audience");
    }

    private static SignInSettings settings(String issuer, String audience) {
        return new SignInSettings(
                issuer,
                "console",
                "secret",
                "Example",
                Set.of(),
                "RS256",
                "sub",
                "groups",
                "tenants",
                List.of(new SignInSettings.Group("support", Set.of(Role.SUPPORT), Set.of("acme"))),
                audience);
    }
}
