package ontime.issuer.challenge;

import java.time.Instant;
import java.util.OptionalLong;

/** The codes of authenticator apps (RFC 6238: HMAC-SHA-1, six digits, steps of 30 seconds). */
public interface AppCodes {

    /**
     * The time step that a typed code belongs to, of the one at an instant and its two neighbours: clocks of phones
     * differ. Takes as long for every code.
     *
     * @param secret shared with the app, in Base32 (RFC 4648)
     * @return empty when the code is of none of them
     */
    OptionalLong step(String secret, String code, Instant now);
}
