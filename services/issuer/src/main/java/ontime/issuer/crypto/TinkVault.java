package ontime.issuer.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import ontime.issuer.challenge.Contents;
import ontime.issuer.challenge.Destinations;
import ontime.issuer.challenge.Vault;
import ontime.sealing.KeyFile;

/** Authenticated encryption with the challenge as associated data: contents that are moved to another do not open. */
public final class TinkVault implements Vault {

    /** Never the identifier of a challenge: contents do not open as destinations, nor the other way round. */
    private static final String DESTINATIONS_OF = "destinations of ";

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
        return encrypt(ContentsFormat.write(contents), challengeId);
    }

    @Override
    public Contents open(byte[] closed, String challengeId) {
        return ContentsFormat.read(decrypt(closed, challengeId));
    }

    @Override
    public byte[] close(Destinations destinations, String challengeId) {
        return encrypt(ContentsFormat.write(destinations), DESTINATIONS_OF + challengeId);
    }

    @Override
    public Destinations openDestinations(byte[] closed, String challengeId) {
        return ContentsFormat.readDestinations(decrypt(closed, DESTINATIONS_OF + challengeId));
    }

    private byte[] encrypt(byte[] plain, String boundTo) {
        try {
            return aead.encrypt(plain, boundTo.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not encrypt what is kept of a challenge", e);
        }
    }

    private byte[] decrypt(byte[] closed, String boundTo) {
        try {
            return aead.decrypt(closed, boundTo.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what is kept of a challenge was encrypted for another one or key", e);
        }
    }
}
