package ontime.directory.follower;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a follower is with a version of a contact.
 *
 * @param since when it became so
 * @param detail why, of FAILED and DRIFTED
 */
public record Standing(
        String follower,
        State state,
        Instant since,
        @Nullable String detail) {

    /** PENDING is followed by any other; APPLIED and FAILED and DRIFTED by each other, as a repair goes on. */
    public enum State {
        PENDING,
        APPLIED,
        FAILED,
        DRIFTED
    }
}
