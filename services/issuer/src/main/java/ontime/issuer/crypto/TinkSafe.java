package ontime.issuer.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig2026;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import ontime.issuer.contact.Safe;
import ontime.sealing.Holder;
import ontime.sealing.KeyFile;

/** Authenticated encryption with the holder as associated data: a secret that is moved to another does not open. */
public final class TinkSafe implements Safe {

    private final Aead aead;

    /**
     * Reads the key.
     *
     * @throws IllegalArgumentException when the file is missing or holds no key set for authenticated encryption
     */
    public TinkSafe(Path keys) {
        try {
            this.aead = KeyFile.readSecret(keys, AeadConfig2026.get()).getPrimitive(AeadConfig2026.get(), Aead.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(keys + " holds no key for authenticated encryption", e);
        }
    }

    @Override
    public byte[] close(String secret, Holder holder) {
        try {
            return aead.encrypt(secret.getBytes(UTF_8), associated(holder));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not encrypt what belongs to a user", e);
        }
    }

    @Override
    public String open(byte[] closed, Holder holder) {
        try {
            return new String(aead.decrypt(closed, associated(holder)), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what belongs to a user was encrypted for another one or key", e);
        }
    }

    /**
     * A challenge's contents have its identifier alone, which has no line break: so none of them is taken for these.
     */
    private static byte[] associated(Holder holder) {
        return String.join(
                        "\n",
                        "contact",
                        holder.tenant(),
                        holder.userId(),
                        holder.kind(),
                        Long.toString(holder.version()))
                .getBytes(UTF_8);
    }
}
