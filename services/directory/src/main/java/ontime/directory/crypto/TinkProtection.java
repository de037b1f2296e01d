package ontime.directory.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Mac;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.mac.MacConfig2026;
import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import ontime.directory.destination.Destination;
import ontime.directory.user.Protection;
import ontime.sealing.Holder;
import ontime.sealing.KeyFile;
import ontime.sealing.Sealer;

/** Tink's primitives with the key sets of the directory. Everything is tied to whom it belongs to. */
public final class TinkProtection implements Protection {

    /** As long as the issuer's. */
    private static final int FINGERPRINT_BYTES = 16;

    private final PrfSet fingerprints;
    private final Aead contents;
    private final Mac recovery;
    private final Sealer issuer;

    /**
     * Reads the keys.
     *
     * @throws IllegalArgumentException when a file is missing or holds no such key set
     */
    public TinkProtection(Path fingerprints, Path contents, Path recovery, Path issuer) {
        try {
            this.fingerprints = KeyFile.readSecret(fingerprints, PrfConfig2026.get())
                    .getPrimitive(PrfConfig2026.get(), PrfSet.class);
            this.contents =
                    KeyFile.readSecret(contents, AeadConfig2026.get()).getPrimitive(AeadConfig2026.get(), Aead.class);
            this.recovery =
                    KeyFile.readSecret(recovery, MacConfig2026.get()).getPrimitive(MacConfig2026.get(), Mac.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("a key file of the directory holds another kind of key", e);
        }
        this.issuer = Sealer.to(issuer);
    }

    @Override
    public String fingerprint(Destination destination) {
        try {
            byte[] content = destination.fingerprinted().getBytes(UTF_8);
            return HexFormat.of().formatHex(fingerprints.computePrimary(content, FINGERPRINT_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not make a fingerprint", e);
        }
    }

    @Override
    public byte[] close(String secret, Holder holder) {
        try {
            return contents.encrypt(secret.getBytes(UTF_8), of(holder));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not encrypt", e);
        }
    }

    @Override
    public String open(byte[] closed, Holder holder) {
        try {
            return new String(contents.decrypt(closed, of(holder)), UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("was encrypted for another holder or with another key", e);
        }
    }

    @Override
    public byte[] seal(String secret, Holder holder) {
        return issuer.seal(secret, holder);
    }

    @Override
    public String sealedFor() {
        return issuer.keyId();
    }

    @Override
    public byte[] hash(String recoveryCode, Holder holder) {
        try {
            return recovery.computeMac(text(recoveryCode, holder));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not hash", e);
        }
    }

    @Override
    public boolean isHash(byte[] hash, String recoveryCode, Holder holder) {
        try {
            recovery.verifyMac(hash, text(recoveryCode, holder));
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] text(String recoveryCode, Holder holder) {
        return (recoveryCode + "\n" + new String(of(holder), UTF_8)).getBytes(UTF_8);
    }

    /** No part of a holder has a line break. */
    private static byte[] of(Holder holder) {
        return String.join(
                        "\n",
                        "directory/1",
                        holder.tenant(),
                        holder.userId(),
                        holder.kind(),
                        Long.toString(holder.version()))
                .getBytes(UTF_8);
    }
}
