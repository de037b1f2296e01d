package ontime.issuer.challenge;

/** Encrypts what a resend needs, for nobody but the issuer, and bound to its challenge. */
public interface Vault {

    byte[] close(Contents contents, String challengeId);

    /**
     * Decrypts what {@link #close} made for the same challenge.
     *
     * @throws IllegalStateException when it was made for another challenge or with a key that is gone
     */
    Contents open(byte[] closed, String challengeId);

    /** Encrypts where the code of a challenge may go, and nothing else of it. */
    byte[] close(Destinations destinations, String challengeId);

    /**
     * Decrypts where the code of a challenge may go.
     *
     * @throws IllegalStateException when it was made for another challenge or with a key that is gone
     */
    Destinations openDestinations(byte[] closed, String challengeId);
}
