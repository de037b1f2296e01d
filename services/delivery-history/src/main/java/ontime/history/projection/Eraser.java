package ontime.history.projection;

import java.time.Instant;

/** Makes what is known of a user identify nobody. The facts stay, and count. */
public interface Eraser {

    /**
     * What was changed.
     *
     * @param contacts changes of contacts
     */
    record Erased(int logins, int facts, int contacts) {

        /** Whether nothing was known of the user. */
        public boolean isNothing() {
            return logins == 0 && facts == 0 && contacts == 0;
        }
    }

    /** Erases what was of a user until an instant, also what of it comes late. */
    Erased erase(String tenant, String userId, Instant erasedAt);

    /** Erases a user, and whatever of the past comes late. What the user does from now on is kept as anybody's. */
    Erased erase(String tenant, String userId);
}
