package ontime.history.projection;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the readers of this process are behind the topics at present. Whoever has read all there is, is not behind.
 */
public final class Backlog {

    private final Map<String, Duration> behind = new ConcurrentHashMap<>();

    /**
     * There is more to read of a partition.
     *
     * @param age of what was read last
     */
    public void isBehind(String partition, Duration age) {
        behind.put(partition, age);
    }

    /** All of a partition has been read, or somebody else reads it now. */
    public void isNotBehind(String partition) {
        behind.remove(partition);
    }

    /** How far the slowest is behind; empty where none is. */
    public Optional<Duration> worst() {
        return behind.values().stream().max(Duration::compareTo);
    }
}
