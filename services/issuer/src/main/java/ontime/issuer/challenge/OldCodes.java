package ontime.issuer.challenge;

import java.time.Duration;
import java.time.Instant;

/** How long somebody may still have an old code in sight, and type it. */
final class OldCodes {

    /** Twice the longest life of a code. */
    private static final Duration IN_SIGHT = Duration.ofMinutes(20);

    private OldCodes() {}

    static Instant inSightSince(Instant now) {
        return now.minus(IN_SIGHT);
    }
}
