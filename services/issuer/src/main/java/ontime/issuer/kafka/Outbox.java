package ontime.issuer.kafka;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Where committed events wait for the broker. */
public interface Outbox {

    /**
     * Takes entries that are due, oldest first, whoever wrote them. No other replica gets them before the lease ends.
     */
    List<OutboxEntry> claim(Instant now, Instant leaseEnds, int limit);

    /** Makes entries due at an instant. */
    void postpone(Collection<Long> ids, Instant until);

    void remove(Collection<Long> ids);

    long size();
}
