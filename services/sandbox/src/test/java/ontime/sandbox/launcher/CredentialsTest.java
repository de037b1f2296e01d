package ontime.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest {
    private final SecureRandom random = new SecureRandom();

    @TempDir
    Path folder;

    @Test
    void whatLetsSomebodyInStaysTheSameFromStartToStart() {
        var first = Credentials.keptIn(folder.resolve("credentials"), random);

        assertThat(Credentials.keptIn(folder.resolve("credentials"), random)).isEqualTo(first);
        assertThat(Credentials.keptIn(folder.resolve("others"), random)).isNotEqualTo(first);
    }

    @Test
    void theIssuerGetsTheHashOfTheKeyInHexadecimal() {
        assertThat(new Credentials("abc", "", "", "", "", "").apiKeyHash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(new Credentials("", "abc", "", "", "", "").adminApiKeyHash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void anInstallationFromBeforeThereWereAdminKeysGetsOneAndKeepsTheRest() {
        Path file = folder.resolve("credentials");
        PrivateFile.write(file, new LinkedHashMap<>(Map.of("API_KEY", "old", "SUPPORT_PASSWORD", "known")));

        var credentials = Credentials.keptIn(file, random);

        assertThat(credentials.apiKey()).isEqualTo("old");
        assertThat(credentials.supportPassword()).isEqualTo("known");
        assertThat(credentials.adminApiKey()).startsWith("ot_admin_").hasSizeGreaterThan(40);
        assertThat(credentials.adminApiKey()).isNotEqualTo(credentials.apiKey());
    }

    @Test
    void theyCannotBeLoggedByMistake() {
        assertThat(new Credentials("key", "key", "password", "password", "key", "key"))
                .hasToString("Credentials[...]");
    }
}
