package ontime.issuer.challenge;

import java.time.Instant;
import ontime.events.CheckOutcome;

/**
 * The answer to a code that somebody typed.
 *
 * @param attemptsLeft wrong codes that the challenge still takes
 * @param current the user's newest challenge, by which the login page can say which code to type
 */
public record Checked(CheckOutcome outcome, int attemptsLeft, Current current) {

    /**
     * The newest challenge of the user.
     *
     * @param loginId may be another login than the one that the code was typed for
     */
    public record Current(String challengeId, String loginId, String reference, Instant requestedAt) {

        static Current of(Challenge newest) {
            return new Current(newest.challengeId(), newest.loginId(), newest.reference(), newest.requestedAt());
        }
    }
}
