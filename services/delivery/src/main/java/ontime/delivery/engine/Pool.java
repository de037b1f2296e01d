package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The deliveries that wait for their turn, ordered by when their requests were published, lane by lane: a lane that is
 * full, for example a mail domain, is passed over as one, however much waits in it.
 */
final class Pool {

    private static final Comparator<Delivery> BY_AGE = Comparator.<Delivery, Instant>comparing(
                    delivery -> delivery.request().publishedAt())
            .thenComparingLong(Delivery::arrival);

    private static final Comparator<Entry> BY_WAIT = Comparator.comparing(Entry::since)
            .thenComparingLong(entry -> entry.delivery().arrival());

    private final Map<String, Lane> lanes = new HashMap<>();
    private final NavigableSet<Lane> byOldest = new TreeSet<>(Comparator.comparing(Lane::oldest, BY_AGE));
    private final NavigableSet<Lane> byNewest = new TreeSet<>(Comparator.comparing(Lane::newest, BY_AGE));
    private final NavigableSet<Entry> byWait = new TreeSet<>(BY_WAIT);

    private record Entry(Delivery delivery, Instant since) {}

    private static final class Lane {
        private final NavigableSet<Delivery> waiting = new TreeSet<>(BY_AGE);
        private boolean full;

        private Delivery oldest() {
            return waiting.first();
        }

        private Delivery newest() {
            return waiting.last();
        }
    }

    /** @param since when it could have been sent, had there been room */
    void add(Delivery delivery, Instant since) {
        Lane lane = lanes.computeIfAbsent(delivery.request().lane(), name -> new Lane());
        change(lane, () -> lane.waiting.add(delivery));
        byWait.add(new Entry(delivery, since));
    }

    /** @param since the same as when it was added */
    void remove(Delivery delivery, Instant since) {
        Lane lane = lanes.get(delivery.request().lane());
        if (lane == null || !byWait.remove(new Entry(delivery, since))) {
            throw new IllegalArgumentException(delivery + " does not wait since " + since);
        }
        change(lane, () -> lane.waiting.remove(delivery));
        if (lane.waiting.isEmpty()) {
            lanes.remove(delivery.request().lane());
        }
    }

    /** Whose turn it is; empty when nobody waits but in full lanes. */
    Optional<Delivery> next(boolean newestFirst) {
        if (byOldest.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                newestFirst ? byNewest.last().newest() : byOldest.first().oldest());
    }

    /** Nobody of this lane until one of its calls ends. */
    void isFull(String name) {
        Lane lane = lanes.get(name);
        if (lane != null) {
            change(lane, () -> lane.full = true);
        }
    }

    void hasRoom(String name) {
        Lane lane = lanes.get(name);
        if (lane != null && lane.full) {
            change(lane, () -> lane.full = false);
        }
    }

    /** How long the one that has waited longest has been waiting; zero when nobody waits. */
    Duration longestWait(Instant now) {
        if (byWait.isEmpty()) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(byWait.first().since(), now);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    /** Lanes are ordered by what is in them: none may be changed while it is in that order. */
    private void change(Lane lane, Runnable how) {
        if (!lane.waiting.isEmpty()) {
            byOldest.remove(lane);
            byNewest.remove(lane);
        }
        how.run();
        if (!lane.waiting.isEmpty() && !lane.full) {
            byOldest.add(lane);
            byNewest.add(lane);
        }
    }
}
