package ontime.issuer.message;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import ontime.issuer.policy.Origin;

/**
 * What a person is told of a code.
 *
 * @param reference by which the login page names the code, too
 * @param clickedAt the login that it is for
 * @param life for how long the code holds, from the click on
 * @param origin the site that it is for
 * @param language in which the person is told
 */
public record Notice(String code, String reference, Instant clickedAt, Duration life, Origin origin, Locale language) {

    /** A code lives ten minutes at most, and is asked for within an hour of the click. */
    public static final int MOST_MINUTES = 70;

    /**
     * Whole minutes, so that a message does not promise more. It says them together with the time of the click: however
     * late it comes, and however often it is sent again, it stays true.
     */
    int minutes() {
        return Math.toIntExact(Math.clamp(life.toMinutes(), 1, MOST_MINUTES));
    }

    /** Without the code. */
    @Override
    public String toString() {
        return "Notice[" + reference + "]";
    }
}
