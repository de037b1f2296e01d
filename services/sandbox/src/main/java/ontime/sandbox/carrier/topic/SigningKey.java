package ontime.sandbox.carrier.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * What the simulated SNS signs with. Its certificate bears the name that the real one's does, so whoever is told to
 * believe it checks all the rest as ever; it is made for one installation and believed nowhere else.
 */
public final class SigningKey {

    private static final String HOST = "sns.amazonaws.com";
    private static final int BITS = 2048;
    private static final Duration VALID_BEFORE = Duration.ofDays(1);
    private static final Duration VALID_FOR = Duration.ofDays(3650);

    private final PrivateKey key;

    private SigningKey(PrivateKey key) {
        this.key = key;
    }

    /** Where the certificate of the key in a folder lies, in PEM. */
    public static Path certificate(Path folder) {
        return folder.resolve("sns.certificate.pem");
    }

    private static Path file(Path folder) {
        return folder.resolve("sns.private.pkcs8");
    }

    /** Makes a key and its certificate where there are none yet. */
    public static void create(Path folder, Instant now) {
        try {
            if (Files.exists(certificate(folder)) && Files.exists(file(folder))) {
                return;
            }
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            var keys = generator.generateKeyPair();
            Files.deleteIfExists(file(folder));
            Files.createFile(
                    file(folder), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(file(folder), keys.getPrivate().getEncoded());
            Files.writeString(
                    certificate(folder),
                    SelfSigned.certificate(HOST, keys, now.minus(VALID_BEFORE), now.plus(VALID_FOR)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the key of the simulated SNS in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    /** Reads the key that was made in a folder. */
    public static SigningKey read(Path folder) {
        try {
            var encoded = new PKCS8EncodedKeySpec(Files.readAllBytes(file(folder)));
            return new SigningKey(KeyFactory.getInstance("RSA").generatePrivate(encoded));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the key of the simulated SNS in " + folder, e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key of the simulated SNS is none", e);
        }
    }

    /** A signature of version 2 (Amazon SNS Developer Guide, "Verifying the signatures of Amazon SNS messages"). */
    String sign(String text) {
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(text.getBytes(UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has RSA", e);
        }
    }

    @Override
    public String toString() {
        return "SigningKey";
    }
}
