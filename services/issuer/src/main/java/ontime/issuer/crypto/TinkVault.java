package ontime.issuer.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import ontime.issuer.challenge.Contents;
import ontime.issuer.challenge.Vault;
import ontime.sealing.KeyFile;

/** Authenticated encryption with the challenge as associated data: contents that are moved to another do not open. */
public final class TinkVault implements Vault {

    private final Aead aead;

    /**
     * Reads the key.
     *
     * @throws IllegalArgumentException when the file is missing or holds no key set for authenticated encryption
     */
    public TinkVault(Path keys) {
        try {
            this.aead = KeyFile.readSecret(keys, AeadConfig2026.get()).getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(keys + " holds no key for authenticated encryption", e);
        }
    }

    @Override
    public byte[] close(Contents contents, String challengeId) {
        try {
            return aead.encrypt(ContentsFormat.write(contents), challengeId.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not encrypt what a resend needs", e);
        }
    }

    @Override
    public Contents open(byte[] closed, String challengeId) {
        try {
            return ContentsFormat.read(aead.decrypt(closed, challengeId.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what a resend needs was encrypted for another challenge or key", e);
        }
    }
}
