package ontime.directory.user;

import java.time.Instant;
import java.util.OptionalLong;

/** Codes of authenticator apps (RFC 6238): SHA-1, six digits, 30 seconds, which is what every app understands. */
public interface OneTimePasswords {

    /** A fresh shared secret, in Base32 (RFC 4648, without padding). */
    String secret();

    /**
     * The time step that a code is of, at an instant or next to it, because clocks differ.
     *
     * @param secret in Base32
     * @return empty when it is of none of them
     */
    OptionalLong step(String secret, String code, Instant now);
}
