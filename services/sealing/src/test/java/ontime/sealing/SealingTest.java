package ontime.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingTest {

    private static final Message MESSAGE = new Message("+447700900123", null, null, "271828 is your code K7", null);
    private static final Envelope ENVELOPE = new Envelope("challenge-1", 1, "SMS");

    @TempDir
    private Path keys;

    private Sealer sealer;
    private Unsealer unsealer;

    @BeforeEach
    void makeKeys() {
        KeyFolder.create(keys);
        sealer = Sealer.to(keys.resolve("sms.public.json"));
        unsealer = Unsealer.with(keys.resolve("sms.private.json"));
    }

    @Test
    void theWorkerOfTheChannelReadsWhatTheIssuerSealed() throws Exception {
        assertThat(unsealer.unseal(sealer.seal(MESSAGE, ENVELOPE), ENVELOPE)).isEqualTo(MESSAGE);
    }

    @Test
    void neitherTheCodeNorTheDestinationShowsThroughTheSeal() {
        String sealed = new String(sealer.seal(MESSAGE, ENVELOPE), StandardCharsets.ISO_8859_1);
        assertThat(sealed).doesNotContain("271828").doesNotContain("7700900123");
    }

    @Test
    void theWorkerOfAnotherChannelCannotOpenIt() {
        var emailWorker = Unsealer.with(keys.resolve("email.private.json"));
        assertThatThrownBy(() -> emailWorker.unseal(sealer.seal(MESSAGE, ENVELOPE), ENVELOPE))
                .isInstanceOf(UnreadableSealException.class);
    }

    @Test
    void aSealedMessageThatIsMovedToAnotherEnvelopeDoesNotOpen() {
        byte[] sealed = sealer.seal(MESSAGE, ENVELOPE);
        for (var other : new Envelope[] {
            new Envelope("challenge-2", 1, "SMS"),
            new Envelope("challenge-1", 2, "SMS"),
            new Envelope("challenge-1", 1, "EMAIL")
        }) {
            assertThatThrownBy(() -> unsealer.unseal(sealed, other)).isInstanceOf(UnreadableSealException.class);
        }
    }

    @Test
    void aContactOpensForItsHolderOnly() throws Exception {
        var directory = Sealer.to(keys.resolve("issuer.public.json"));
        var issuer = Unsealer.with(keys.resolve("issuer.private.json"));
        var holder = new Holder("demo", "u-17", "PHONE", 3);
        byte[] sealed = directory.seal("+447700900123", holder);

        assertThat(issuer.unseal(sealed, holder)).isEqualTo("+447700900123");
        for (var other : new Holder[] {
            new Holder("demo2", "u-17", "PHONE", 3),
            new Holder("demo", "u-18", "PHONE", 3),
            new Holder("demo", "u-17", "EMAIL", 3),
            new Holder("demo", "u-17", "PHONE", 4)
        }) {
            assertThatThrownBy(() -> issuer.unseal(sealed, other)).isInstanceOf(UnreadableSealException.class);
        }
        assertThatThrownBy(() -> unsealer.unseal(sealed, holder)).isInstanceOf(UnreadableSealException.class);
    }

    @Test
    void aLineBreakCannotMakeTwoHoldersLookAlike() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Holder("demo", "u\nPHONE", "PHONE", 1));
    }

    @Test
    void aSingleChangedBitIsNoticed() {
        byte[] sealed = sealer.seal(MESSAGE, ENVELOPE);
        for (int position = 0; position < sealed.length; position++) {
            byte[] changed = sealed.clone();
            changed[position] ^= 1;
            assertThatThrownBy(() -> unsealer.unseal(changed, ENVELOPE)).isInstanceOf(UnreadableSealException.class);
        }
    }

    /** Sealed by Tink 1.24.0 in plain Java: what a topic holds must open whatever does the arithmetic. */
    @Test
    void whatWasSealedWithoutNativeCodeOpens() throws Exception {
        byte[] sealed = HexFormat.of()
                .parseHex("013e40f535dd07ea91b389ecec764f1b3bc10c2abc5a6a1eb2bbf9385e6a5f7d7eae245238f39d8b"
                        + "9148e12486f6015ad05918965281f7b1130d9609ea2617ac1ef023f644b3f2510fdeca3e78a97930"
                        + "4e960e4bde946cce1a7bd1a152e67da9692fc577214845");
        Path kept = Path.of(getClass().getResource("sms.private.json").toURI());
        assertThat(Unsealer.with(kept).unseal(sealed, ENVELOPE)).isEqualTo(MESSAGE);
    }

    @Test
    void theArithmeticIsNativeWhereTheLibraryHasIt() {
        assertThat(Conscrypt.isAvailable()).isEqualTo(Security.getProvider("Conscrypt") != null);
    }

    @Test
    void aMessageNeverPrintsItself() {
        assertThat(MESSAGE).hasToString("Message[sealed]");
    }

    @Test
    void makingTheKeysAgainChangesNone() throws IOException {
        String before = Files.readString(keys.resolve("codes.json"));
        byte[] sealed = sealer.seal(MESSAGE, ENVELOPE);
        KeyFolder.create(keys);
        assertThat(Files.readString(keys.resolve("codes.json"))).isEqualTo(before);
        assertThat(sealed)
                .satisfies(
                        bytes -> Unsealer.with(keys.resolve("sms.private.json")).unseal(bytes, ENVELOPE));
    }

    @Test
    void secretKeysAreReadableByTheirOwnerOnly() throws IOException {
        try (var files = Files.list(keys)) {
            assertThat(files.filter(file -> !file.toString().contains(".public.")))
                    .hasSize(10)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .extracting(Enum::name)
                            .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE"));
        }
    }

    @Test
    void aKeyFileThatIsNoneIsNamedButNotQuoted() throws IOException {
        Path file = Files.writeString(keys.resolve("broken.json"), "{\"secret\": \"do not print\"}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sealer.to(file))
                .withMessageContaining("broken.json")
                .withMessageNotContaining("do not print");
    }

    @Test
    void theBareKeyOfTheHistoryMakesTheFingerprintsOfTheIssuer() throws Exception {
        var text = "SMS\n+447700900123".getBytes(StandardCharsets.UTF_8);
        var ofTheIssuer = KeyFile.readSecret(keys.resolve("fingerprints.json"), PrfConfig2026.get())
                .getPrimitive(PrfConfig2026.get(), PrfSet.class)
                .computePrimary(text, 16);
        var key = Base64.getDecoder().decode(Files.readString(keys.resolve("fingerprints.hmac")));
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));

        assertThat(mac.doFinal(text)).startsWith(ofTheIssuer);
        KeyFolder.create(keys);
        assertThat(Base64.getDecoder().decode(Files.readString(keys.resolve("fingerprints.hmac"))))
                .isEqualTo(key);
    }
}
