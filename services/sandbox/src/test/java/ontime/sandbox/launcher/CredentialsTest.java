package ontime.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
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
        assertThat(new Credentials("abc", "", "").apiKeyHash())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void theyCannotBeLoggedByMistake() {
        assertThat(new Credentials("key", "password", "password")).hasToString("Credentials[...]");
    }
}
