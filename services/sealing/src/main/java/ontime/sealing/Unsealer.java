package ontime.sealing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.HybridDecrypt;
import com.google.crypto.tink.hybrid.HybridConfig2026;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import ontime.sealing.wire.SealedMessage;

/** The receiver's half: opens what was sealed for its key, and nothing else. */
public final class Unsealer {

    private final HybridDecrypt decryption;

    private Unsealer(HybridDecrypt decryption) {
        this.decryption = decryption;
    }

    /**
     * Reads the private key set of this receiver: of a worker's channel, or the issuer's.
     *
     * @throws IllegalArgumentException when the file is missing or holds no private key set
     */
    public static Unsealer with(Path privateKeys) {
        NativeCurves.offer();
        try {
            return new Unsealer(KeyFile.readSecret(privateKeys, HybridConfig2026.get())
                    .getPrimitive(HybridConfig2026.get(), HybridDecrypt.class));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(privateKeys + " holds no private key for unsealing", e);
        }
    }

    /**
     * Opens a sealed message.
     *
     * @throws UnreadableSealException when it was sealed for another key or envelope, or was changed on its way
     */
    public Message unseal(byte[] sealed, Envelope envelope) throws UnreadableSealException {
        try {
            byte[] plain = decryption.decrypt(sealed, envelope.associatedData());
            SealedMessage content = SealedMessage.fromByteBuffer(ByteBuffer.wrap(plain));
            return new Message(
                    content.getDestination(),
                    content.getSender(),
                    content.getSubject(),
                    content.getText(),
                    content.getHtml());
        } catch (GeneralSecurityException e) {
            throw new UnreadableSealException("sealed for another key or envelope, or changed on its way");
        } catch (IOException | RuntimeException e) {
            // Without the cause: a decoder's message may quote what it decoded.
            throw new UnreadableSealException("the sealed content is of an unknown version");
        }
    }

    /**
     * Opens a sealed destination or key.
     *
     * @throws UnreadableSealException when it was sealed for another key or holder, or was changed on its way
     */
    public String unseal(byte[] sealed, Holder holder) throws UnreadableSealException {
        try {
            return new String(decryption.decrypt(sealed, holder.associatedData()), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new UnreadableSealException("sealed for another key or holder, or changed on its way");
        }
    }
}
