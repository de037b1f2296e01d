package ontime.issuer.challenge;

/**
 * What is remembered of a user beyond the single challenge.
 *
 * @param sequence of the user's newest challenge
 * @param failures wrong codes in a row, over all challenges; a right one sets them back
 */
public record User(String tenant, String userId, long sequence, int failures) {

    /** NIST SP 800-63B-4 section 3.2.2: no more than 100 failures in a row. */
    public static final int MOST_FAILURES = 100;

    /** Whether nothing more is accepted, not even a right code, until somebody lifts it. */
    public boolean isLocked() {
        return failures >= MOST_FAILURES;
    }

    User afterFailure() {
        return new User(tenant, userId, sequence, failures + 1);
    }

    User withoutFailures() {
        return new User(tenant, userId, sequence, 0);
    }
}
