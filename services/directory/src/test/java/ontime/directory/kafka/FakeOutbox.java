package ontime.directory.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** An outbox in memory. */
final class FakeOutbox implements Outbox {

    private final List<OutboxEntry> entries = new ArrayList<>();

    synchronized void add(OutboxEntry entry) {
        entries.add(entry);
    }

    @Override
    public synchronized Passed pass(int limit, Function<List<OutboxEntry>, Collection<Long>> publisher) {
        if (entries.isEmpty()) {
            return Passed.NOTHING;
        }
        var some = List.copyOf(entries.subList(0, Math.min(limit, entries.size())));
        var published = publisher.apply(some);
        entries.removeIf(entry -> published.contains(entry.id()));
        return published.size() < some.size() ? Passed.FAILED : Passed.ALL;
    }

    @Override
    public synchronized long size() {
        return entries.size();
    }
}
