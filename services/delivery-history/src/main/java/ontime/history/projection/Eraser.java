package ontime.history.projection;

/** Makes what is known of a user identify nobody. The facts stay, and count. */
public interface Eraser {

    /** What was changed. */
    record Erased(int logins, int facts) {}

    /** Erases a user, and whatever of the past comes late. What the user does from now on is kept as anybody's. */
    Erased erase(String tenant, String userId);
}
