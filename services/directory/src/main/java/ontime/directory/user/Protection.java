package ontime.directory.user;

import ontime.directory.destination.Destination;
import ontime.sealing.Holder;

/** What keeps secrets secret where they are stored and on their way. */
public interface Protection {

    /** Equal for equal destinations, also when the issuer makes it; useless without the key. */
    String fingerprint(Destination destination);

    /** Encrypts what is stored. What is moved to another holder does not open. */
    byte[] close(String secret, Holder holder);

    /**
     * Decrypts what was stored.
     *
     * @throws IllegalStateException when it was closed for another holder or with another key
     */
    String open(byte[] closed, Holder holder);

    /** Encrypts to the issuer. */
    byte[] seal(String secret, Holder holder);

    /** Identifies the issuer's key that {@link #seal} encrypts to. */
    String sealedFor();

    /** A keyed hash of a recovery code, the same for the same. */
    byte[] hash(String recoveryCode, Holder holder);

    /** Whether a hash is of this recovery code, in a time that tells nothing. */
    boolean isHash(byte[] hash, String recoveryCode, Holder holder);
}
