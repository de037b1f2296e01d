package ontime.issuer.policy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A policy, and how it came to be in force. */
public record PolicyVersion(Policy policy, Change change) {

    /**
     * Who changed a policy, when and why.
     *
     * @param version counts the changes of a tenant; 0 is what its configuration says
     * @param at null for the configuration, of which nobody knows since when it says so
     * @param by the name of the credential that it was changed with
     */
    public record Change(int version, @Nullable Instant at, String by, String reason) {

        static Change configured() {
            return new Change(0, null, "configuration", "nobody has changed it yet");
        }
    }

    public int version() {
        return change.version();
    }
}
