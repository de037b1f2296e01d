package ontime.issuer.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Mac;
import com.google.crypto.tink.mac.MacConfig2026;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import ontime.issuer.challenge.CodeHashes;
import ontime.sealing.KeyFile;

/**
 * HMAC-SHA-256 over the challenge and the code. Without the key, trying all codes against a stolen hash tells nothing;
 * with the challenge in it, equal codes have different hashes.
 */
public final class TinkCodeHashes implements CodeHashes {

    private final Mac mac;

    /**
     * Reads the key.
     *
     * @throws IllegalArgumentException when the file is missing or holds no key set for a MAC
     */
    public TinkCodeHashes(Path keys) {
        try {
            this.mac = KeyFile.readSecret(keys, MacConfig2026.get()).getPrimitive(MacConfig2026.get(), Mac.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(keys + " holds no key for a MAC", e);
        }
    }

    @Override
    public byte[] hash(String challengeId, String code) {
        try {
            return mac.computeMac(bound(challengeId, code));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not hash a code", e);
        }
    }

    @Override
    public boolean matches(byte[] hash, String challengeId, String code) {
        try {
            mac.verifyMac(hash, bound(challengeId, code));
            return true;
        } catch (GeneralSecurityException e) {
            // The library's way of saying no.
            return false;
        }
    }

    private static byte[] bound(String challengeId, String code) {
        return (challengeId + "\n" + code).getBytes(UTF_8);
    }
}
