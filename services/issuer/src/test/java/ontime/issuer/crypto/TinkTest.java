package ontime.issuer.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import ontime.events.Channel;
import ontime.issuer.challenge.Contents;
import ontime.issuer.policy.Origin;
import ontime.issuer.routing.Destination;
import ontime.sealing.Envelope;
import ontime.sealing.KeyFolder;
import ontime.sealing.Message;
import ontime.sealing.Unsealer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TinkTest {

    private static final Destination PHONE = new Destination.PhoneNumber("+447700900123", 44, "GB");
    private static final Destination MAIL = new Destination.EmailAddress("Ada@example.com");
    private static final Origin ORIGIN = new Origin("portal.example.com");

    @TempDir
    private static Path keys;

    @BeforeAll
    static void makeKeys() {
        KeyFolder.create(keys);
    }

    @Test
    void aCodeMatchesItsHashAndNoOtherCodeDoes() {
        var hashes = hashes(keys);
        byte[] hash = hashes.hash("challenge-1", "004711");
        assertThat(hashes.matches(hash, "challenge-1", "004711")).isTrue();
        assertThat(hashes.matches(hash, "challenge-1", "4711")).isFalse();
        assertThat(hashes.matches(hash, "challenge-1", "004712")).isFalse();
        assertThat(hashes.matches(hash, "challenge-1", "")).isFalse();
    }

    @Test
    void aHashIsBoundToItsChallenge() {
        var hashes = hashes(keys);
        assertThat(hashes.matches(hashes.hash("challenge-1", "004711"), "challenge-2", "004711"))
                .isFalse();
    }

    @Test
    void withoutTheKeyAHashTellsNothing(@TempDir Path others) {
        KeyFolder.create(others);
        byte[] hash = hashes(keys).hash("challenge-1", "004711");
        assertThat(hashes(others).hash("challenge-1", "004711")).isNotEqualTo(hash);
        assertThat(hashes(others).matches(hash, "challenge-1", "004711")).isFalse();
    }

    @Test
    void theWorkerOfTheChannelOpensWhatIsSealedForIt() throws Exception {
        var message = new Message("+447700900123", null, null, "004711", null);
        var sealed = seals(keys).seal(message, "challenge-1", 2, Channel.SMS);
        var worker = Unsealer.with(keys.resolve("sms.private.json"));
        assertThat(worker.unseal(sealed.content(), new Envelope("challenge-1", 2, "SMS")))
                .isEqualTo(message);
        assertThat(sealed.toString()).isEqualTo("Sealed[for " + sealed.keyId() + "]");
    }

    @Test
    void equalDestinationsHaveEqualFingerprintsAndNobodyElseCanMakeThem(@TempDir Path others) {
        KeyFolder.create(others);
        assertThat(seals(keys).fingerprint(PHONE))
                .isEqualTo(seals(keys).fingerprint(PHONE))
                .matches("[0-9a-f]{32}");
        assertThat(seals(keys).fingerprint(MAIL))
                .as("mailboxes are not told apart by upper and lower case")
                .isEqualTo(seals(keys).fingerprint(new Destination.EmailAddress("ada@EXAMPLE.com")));
        assertThat(seals(keys).fingerprint(PHONE)).isNotEqualTo(seals(keys).fingerprint(MAIL));
        assertThat(seals(others).fingerprint(PHONE)).isNotEqualTo(seals(keys).fingerprint(PHONE));
    }

    @Test
    void whatAResendNeedsComesBackAsItWas() {
        var vault = new TinkVault(keys.resolve("contents.json"));
        for (Contents contents : new Contents[] {
            new Contents("004711", PHONE, null, ORIGIN, Locale.ENGLISH),
            new Contents("004711", PHONE, MAIL, ORIGIN, Locale.ENGLISH),
            new Contents("0123456789", MAIL, PHONE, ORIGIN, Locale.forLanguageTag("cy"))
        }) {
            assertThat(vault.open(vault.close(contents, "challenge-1"), "challenge-1"))
                    .isEqualTo(contents);
        }
    }

    @Test
    void whatAResendNeedsIsHiddenAndOpensForItsChallengeOnly() {
        var vault = new TinkVault(keys.resolve("contents.json"));
        byte[] closed = vault.close(new Contents("004711", PHONE, MAIL, ORIGIN, Locale.ENGLISH), "challenge-1");
        assertThat(new String(closed, StandardCharsets.ISO_8859_1)).doesNotContain("004711", "7700900123", "example");
        assertThatIllegalStateException()
                .isThrownBy(() -> vault.open(closed, "challenge-2"))
                .withMessageNotContaining("004711");
        closed[closed.length - 1] ^= 1;
        assertThatIllegalStateException().isThrownBy(() -> vault.open(closed, "challenge-1"));
    }

    @Test
    void aKeyFileThatIsMissingOrOfAnotherKindIsNamed() throws IOException {
        Path missing = keys.resolve("missing.json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TinkCodeHashes(missing))
                .withMessageContaining("missing.json");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TinkVault(keys.resolve("codes.json")))
                .withMessageContaining("codes.json")
                .withMessageNotContaining(Files.readString(keys.resolve("codes.json")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TinkSeals(keys.resolve("fingerprints.json"), Map.of()))
                .withMessageContaining("SMS");
    }

    private static TinkCodeHashes hashes(Path folder) {
        return new TinkCodeHashes(folder.resolve("codes.json"));
    }

    private static TinkSeals seals(Path folder) {
        return new TinkSeals(
                folder.resolve("fingerprints.json"),
                Map.of(
                        Channel.SMS, folder.resolve("sms.public.json"),
                        Channel.EMAIL, folder.resolve("email.public.json")));
    }
}
