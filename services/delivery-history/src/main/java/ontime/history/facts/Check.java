package ontime.history.facts;

import java.time.Instant;
import ontime.events.CheckOutcome;
import ontime.events.MethodKind;
import org.jspecify.annotations.Nullable;

/**
 * Somebody typed a code; which one, nobody keeps.
 *
 * @param method where the code came from; null for one that was sent
 */
public record Check(
        CheckOutcome outcome,
        int attemptsLeft,
        Instant checkedAt,
        @Nullable MethodKind method) {

    /** Whether it was to be the code of an authenticator app, which nobody sends. */
    public boolean isOfApp() {
        return method == MethodKind.TOTP;
    }
}
