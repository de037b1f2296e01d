package ontime.issuer.challenge;

/** Keyed hashes of codes, bound to their challenge. */
public interface CodeHashes {

    byte[] hash(String challengeId, String code);

    /** Compares in constant time. */
    boolean matches(byte[] hash, String challengeId, String code);
}
