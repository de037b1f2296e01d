package ontime.delivery.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Which keys to look at again, and from when on, to the second. With it, forgetting costs as much as there is to forget
 * and not as much as is known: the engine's lock must not be held for a walk over everything.
 */
final class Calendar<K> {

    private final TreeMap<Long, List<K>> bySecond = new TreeMap<>();

    void add(K key, Instant when) {
        bySecond.computeIfAbsent(when.getEpochSecond(), second -> new ArrayList<>(1))
                .add(key);
    }

    /** Takes out what was entered for a second that is over. */
    void takeBefore(Instant now, Consumer<K> action) {
        for (Map.Entry<Long, List<K>> first = bySecond.firstEntry();
                first != null && first.getKey() < now.getEpochSecond();
                first = bySecond.firstEntry()) {
            bySecond.remove(first.getKey());
            first.getValue().forEach(action);
        }
    }
}
