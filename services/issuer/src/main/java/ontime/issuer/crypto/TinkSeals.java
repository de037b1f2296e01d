package ontime.issuer.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.crypto.tink.prf.PrfConfig2026;
import com.google.crypto.tink.prf.PrfSet;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import ontime.events.Channel;
import ontime.issuer.challenge.Seals;
import ontime.issuer.routing.Destination;
import ontime.sealing.Envelope;
import ontime.sealing.KeyFile;
import ontime.sealing.Message;
import ontime.sealing.Sealer;

/** Seals for the workers, and makes fingerprints with a key of the issuer's own. */
public final class TinkSeals implements Seals {

    private static final int FINGERPRINT_BYTES = 16;

    private final PrfSet fingerprints;
    private final Map<Channel, Sealer> sealers;

    /**
     * Reads the keys.
     *
     * @param fingerprintKeys key set of a pseudo-random function
     * @param workerKeys public key set of each channel's worker
     * @throws IllegalArgumentException when a file is missing or holds no such key set
     */
    public TinkSeals(Path fingerprintKeys, Map<Channel, Path> workerKeys) {
        try {
            this.fingerprints = KeyFile.readSecret(fingerprintKeys, PrfConfig2026.get())
                    .getPrimitive(PrfConfig2026.get(), PrfSet.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(fingerprintKeys + " holds no key for fingerprints", e);
        }
        this.sealers = Map.of(
                Channel.SMS, Sealer.to(keyOf(Channel.SMS, workerKeys)),
                Channel.EMAIL, Sealer.to(keyOf(Channel.EMAIL, workerKeys)));
    }

    private static Path keyOf(Channel channel, Map<Channel, Path> workerKeys) {
        Path file = workerKeys.get(channel);
        if (file == null) {
            throw new IllegalArgumentException("no public key of the worker for " + channel);
        }
        return file;
    }

    @Override
    public Sealed seal(Message message, String challengeId, int delivery, Channel channel) {
        Sealer sealer = sealers.get(channel);
        if (sealer == null) {
            throw new IllegalArgumentException("nobody delivers over " + channel);
        }
        return new Sealed(sealer.seal(message, new Envelope(challengeId, delivery, channel.name())), sealer.keyId());
    }

    @Override
    public String fingerprint(Destination destination) {
        return fingerprint(destination.channel() + "\n" + sameForSame(destination));
    }

    @Override
    public String fingerprint(String text) {
        try {
            return HexFormat.of().formatHex(fingerprints.computePrimary(text.getBytes(UTF_8), FINGERPRINT_BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("could not make a fingerprint", e);
        }
    }

    /** Nobody tells mailboxes apart by upper and lower case, whatever RFC 5321 allows. */
    private static String sameForSame(Destination destination) {
        return switch (destination) {
            case Destination.PhoneNumber phone -> phone.e164();
            case Destination.EmailAddress mail -> mail.address().toLowerCase(Locale.ROOT);
        };
    }
}
