package ontime.directory.follower;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a follower is with a version of a contact.
 *
 * @param since when it became so
 * @param detail why, of FAILED and DRIFTED, and of PENDING when a try was in vain or the store does nothing at present
 * @param triesInVain of what is still to be done there
 * @param nextTryAt of the same; null when nothing is to be done
 */
public record Standing(
        String follower,
        State state,
        Instant since,
        @Nullable String detail,
        int triesInVain,
        @Nullable Instant nextTryAt) {

    /** PENDING is followed by any other; APPLIED and FAILED and DRIFTED by each other, as a repair goes on. */
    public enum State {
        PENDING,
        APPLIED,
        FAILED,
        DRIFTED
    }
}
