package ontime.sealing;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import com.google.crypto.tink.hybrid.PredefinedHybridParameters;
import com.google.crypto.tink.mac.MacConfig2026;
import com.google.crypto.tink.mac.PredefinedMacParameters;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.PredefinedPrfParameters;
import com.google.crypto.tink.prf.PrfConfig2026;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/**
 * The key sets of one installation, a JSON file each, readable by their owner only. Give each service just the files
 * that it names: the issuer never sees a private key of a worker, a worker only its own.
 *
 * <ul>
 *   <li>{@code codes.json}: issuer; keyed hash of the codes
 *   <li>{@code fingerprints.json}: issuer, directory; fingerprint of a destination
 *   <li>{@code fingerprints.hmac}: history; the same key without the library, which the history must not have
 *   <li>{@code contents.json}: issuer; encrypts what a resend needs
 *   <li>{@code sms.public.json}, {@code email.public.json}: issuer; seals for a channel
 *   <li>{@code sms.private.json}, {@code email.private.json}: the channel's worker; unseals
 *   <li>{@code issuer.public.json}: directory; seals contacts and keys of authenticator apps for the issuer
 *   <li>{@code issuer.private.json}: issuer; unseals them
 *   <li>{@code directory.json}: directory; encrypts contacts and keys where it stores them
 *   <li>{@code recovery.json}: directory; keyed hash of the recovery codes
 *   <li>{@code agents.private.pem}: history; signs for the people at the support console, PKCS #8 in PEM
 *   <li>{@code agents.public.pem}: issuer; knows them by it
 * </ul>
 */
public final class KeyFolder {

    private KeyFolder() {}

    /** Makes the key sets in the folder that is named by the first argument, unless they are there. */
    public static void main(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("usage: KeyFolder FOLDER");
            System.exit(2);
        }
        create(Path.of(arguments[0]));
    }

    /** Makes what is missing and leaves what is there: a new key would make stored data unreadable. */
    public static void create(Path folder) {
        try {
            Files.createDirectories(folder);
            secret(folder.resolve("codes.json"), PredefinedMacParameters.HMAC_SHA256_256BITTAG, MacConfig2026.get());
            secret(folder.resolve("fingerprints.json"), PredefinedPrfParameters.HMAC_SHA256_PRF, PrfConfig2026.get());
            bareKey(folder.resolve("fingerprints.json"), folder.resolve("fingerprints.hmac"));
            secret(folder.resolve("contents.json"), PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
            pair(folder, "sms");
            pair(folder, "email");
            pair(folder, "issuer");
            secret(folder.resolve("directory.json"), PredefinedAeadParameters.AES256_GCM, AeadConfig2026.get());
            secret(folder.resolve("recovery.json"), PredefinedMacParameters.HMAC_SHA256_256BITTAG, MacConfig2026.get());
            signingPair(folder.resolve("agents.private.pem"), folder.resolve("agents.public.pem"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not make the keys", e);
        } catch (IOException e) {
            throw new IllegalArgumentException("could not write the keys to " + folder, e);
        }
    }

    private static void pair(Path folder, String receiver) throws GeneralSecurityException, IOException {
        Path privateKeys = folder.resolve(receiver + ".private.json");
        secret(privateKeys, PredefinedHybridParameters.HPKE_X25519_HKDF_SHA256_AES_128_GCM, HybridConfig2026.get());
        Files.writeString(
                folder.resolve(receiver + ".public.json"),
                TinkJsonProtoKeysetFormat.serializeKeysetWithoutSecret(
                        KeyFile.readSecret(privateKeys, HybridConfig2026.get()).getPublicKeysetHandle(),
                        HybridConfig2026.get()));
    }

    /** A pair for ES256, in the form that openssl writes and reads. */
    private static void signingPair(Path privateKey, Path publicKey) throws GeneralSecurityException, IOException {
        if (Files.exists(privateKey)) {
            return;
        }
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        // The public key first: the private one is what says that both are there.
        Files.writeString(publicKey, pem("PUBLIC KEY", pair.getPublic()));
        Files.move(written(privateKey, pem("PRIVATE KEY", pair.getPrivate())), privateKey);
    }

    private static String pem(String label, Key key) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded()), label);
    }

    private static void secret(Path file, Parameters parameters, Configuration kinds)
            throws GeneralSecurityException, IOException {
        if (Files.exists(file)) {
            return;
        }
        var keys = KeysetHandle.generateNew(parameters, kinds);
        // Not over one that somebody else has made in this moment, and perhaps sealed with.
        Files.move(
                written(file, TinkJsonProtoKeysetFormat.serializeKeyset(keys, kinds, InsecureSecretKeyAccess.get())),
                file);
    }

    /** The primary key of a key set for HMAC, in Base64. Written each time, so that it follows the key set. */
    @AccessesPartialKey
    private static void bareKey(Path keySet, Path file) throws IOException {
        var primary =
                KeyFile.readSecret(keySet, PrfConfig2026.get()).getPrimary().getKey();
        if (!(primary instanceof HmacPrfKey hmac)) {
            throw new IllegalArgumentException(keySet + " holds another kind of key than HMAC");
        }
        byte[] key = hmac.getKeyBytes().toByteArray(InsecureSecretKeyAccess.get());
        Files.move(written(file, Base64.getEncoder().encodeToString(key)), file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Complete under another name first: a crash must not leave half a key set that blocks the next start. */
    private static Path written(Path file, String content) throws IOException {
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                file.getFileName().toString(),
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(fresh, content);
    }
}
