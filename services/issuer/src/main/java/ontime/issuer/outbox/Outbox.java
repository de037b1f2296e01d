package ontime.issuer.outbox;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Where committed events wait for the broker. */
public interface Outbox {

    /** Entries that were written before an instant, oldest first, whoever wrote them. */
    List<OutboxEntry> writtenBefore(Instant instant, int limit);

    void remove(Collection<Long> ids);

    long size();
}
