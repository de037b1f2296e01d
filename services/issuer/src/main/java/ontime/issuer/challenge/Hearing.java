package ontime.issuer.challenge;

import java.time.Instant;

/** How far what workers and providers report has been listened to. */
public interface Hearing {

    /**
     * All that had been reported by this instant has been told to {@link FallingBack}, at this replica or another. Long
     * ago when nobody can say.
     */
    Instant upTo();
}
