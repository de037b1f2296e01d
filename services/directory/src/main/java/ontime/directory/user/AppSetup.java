package ontime.directory.user;

import java.time.Instant;

/**
 * An authenticator app that is being set up.
 *
 * @param closed the shared secret, encrypted
 * @param failures wrong codes that were entered to confirm it
 */
public record AppSetup(UserKey user, long version, byte[] closed, int failures, Instant madeAt) {

    @Override
    public String toString() {
        return "AppSetup[" + version + "]";
    }
}
