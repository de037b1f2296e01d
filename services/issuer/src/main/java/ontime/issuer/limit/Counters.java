package ontime.issuer.limit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts what is asked for, for all replicas together. */
public interface Counters {

    /**
     * Counts against all of these, or, when one of them leaves no room, against none.
     *
     * @param quotas in the order of {@link LimitName}, each name once
     * @param sms null when no SMS is sent, or nobody wants to know whether the code is entered; its range has to be
     *     open
     * @return the limit that lasts longest of those that leave no room
     */
    Optional<Reached> take(String tenant, List<Quota> quotas, @Nullable SmsSent sms, Instant now);
}
