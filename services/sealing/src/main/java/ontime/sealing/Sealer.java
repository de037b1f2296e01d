package ontime.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.HybridEncrypt;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import ontime.sealing.wire.SealedMessage;

/** The sender's half: encrypts to the holder of one private key (HPKE, RFC 9180). It cannot open what it sealed. */
public final class Sealer {

    private final HybridEncrypt encryption;
    private final String keyId;

    private Sealer(HybridEncrypt encryption, String keyId) {
        this.encryption = encryption;
        this.keyId = keyId;
    }

    /**
     * Reads the public key set of the receiver: a channel's worker, or the issuer.
     *
     * @throws IllegalArgumentException when the file is missing or holds no public key set
     */
    public static Sealer to(Path publicKeys) {
        NativeCurves.offer();
        KeysetHandle keys = KeyFile.readPublic(publicKeys, HybridConfig2026.get());
        try {
            return new Sealer(
                    keys.getPrimitive(HybridConfig2026.get(), HybridEncrypt.class),
                    Integer.toUnsignedString(keys.getPrimary().getId()));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(publicKeys + " holds no public key for sealing", e);
        }
    }

    /** Identifies the key that messages are sealed to; it is not secret. */
    public String keyId() {
        return keyId;
    }

    public byte[] seal(Message message, Envelope envelope) {
        var content = SealedMessage.newBuilder()
                .setDestination(message.destination())
                .setSender(message.sender())
                .setSubject(message.subject())
                .setText(message.text())
                .setHtml(message.html())
                .build();
        try {
            return encrypted(content.toByteBuffer().array(), envelope.associatedData());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Seals a destination or a key, as the octets of its text in UTF-8. */
    public byte[] seal(String secret, Holder holder) {
        return encrypted(secret.getBytes(UTF_8), holder.associatedData());
    }

    private byte[] encrypted(byte[] plain, byte[] associatedData) {
        try {
            return encryption.encrypt(plain, associatedData);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not seal for key " + keyId, e);
        }
    }
}
