package ontime.directory.user;

import java.time.Instant;

/**
 * An authenticator app that has been confirmed.
 *
 * @param version grows with each set-up, from 1
 * @param confirmedStep the time step (RFC 6238) whose code confirmed it
 * @param sealed the shared secret, encrypted to the issuer
 * @param sealedFor identifies the issuer's key
 */
public record Authenticator(long version, Instant confirmedAt, long confirmedStep, byte[] sealed, String sealedFor) {

    @Override
    public String toString() {
        return "Authenticator[" + version + "]";
    }
}
