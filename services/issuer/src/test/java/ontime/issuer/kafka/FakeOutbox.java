package ontime.issuer.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An outbox in memory. */
final class FakeOutbox implements Outbox {

    private final Map<Long, OutboxEntry> entries = new TreeMap<>();
    private final Map<Long, Instant> due = new TreeMap<>();

    synchronized void put(OutboxEntry entry, Instant dueAt) {
        entries.put(entry.id(), entry);
        due.put(entry.id(), dueAt);
    }

    @Override
    public synchronized List<OutboxEntry> claim(Instant now, Instant leaseEnds, int limit) {
        var claimed = new ArrayList<OutboxEntry>();
        for (OutboxEntry entry : entries.values()) {
            if (claimed.size() < limit && !due(entry.id()).isAfter(now)) {
                claimed.add(entry);
            }
        }
        claimed.forEach(entry -> due.put(entry.id(), leaseEnds));
        return claimed;
    }

    @Override
    public synchronized void postpone(Collection<Long> ids, Instant until) {
        ids.forEach(id -> due.put(id, until));
    }

    @Override
    public synchronized void remove(Collection<Long> ids) {
        ids.forEach(entries::remove);
    }

    @Override
    public synchronized long size() {
        return entries.size();
    }

    synchronized Instant due(long id) {
        return due.getOrDefault(id, Instant.MIN);
    }
}
