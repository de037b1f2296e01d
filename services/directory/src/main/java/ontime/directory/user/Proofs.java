package ontime.directory.user;

import java.time.Instant;
import ontime.directory.destination.Destination;
import org.jspecify.annotations.Nullable;

/** Codes that prove a destination: the issuer makes, sends and compares them. */
public interface Proofs {

    /**
     * Sends a code to a destination.
     *
     * @param name of the login that the history knows it by
     * @throws RefusedException when none can be sent
     */
    Sent send(UserKey user, Destination to, String name, @Nullable String locale);

    /**
     * A code that is on its way.
     *
     * @param expiresAt from when on it is worth nothing
     * @param reference by which its message names it; null when the issuer did not say
     */
    record Sent(
            String challengeId, Instant expiresAt, @Nullable String reference) {}

    /**
     * Compares what somebody has entered. The code that was right is so again.
     *
     * @throws RefusedException when it is not the code, or is one no longer; SETTLED when another was right before
     */
    void check(String tenant, String challengeId, String code);
}
