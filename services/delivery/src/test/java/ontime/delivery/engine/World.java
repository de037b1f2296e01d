package ontime.delivery.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/** Time, chance and order of a simulated world: everything that happens is drawn from one seed. */
final class World {

    static final Instant BEGIN = Instant.parse("2026-03-01T10:00:00Z");

    private final PriorityQueue<Happening> happenings =
            new PriorityQueue<>(Comparator.comparing(Happening::at).thenComparingLong(Happening::number));
    private final Random random;
    private Instant now = BEGIN;
    private long number;

    private record Happening(Instant at, long number, Runnable action) {}

    World(long seed) {
        random = new Random(seed);
    }

    Instant now() {
        return now;
    }

    Random random() {
        return random;
    }

    /** Uniform in milliseconds. */
    Duration between(int least, int most) {
        return Duration.ofMillis(least + random.nextInt(most - least + 1));
    }

    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    void after(Duration wait, Runnable action) {
        at(now.plus(wait), action);
    }

    void at(Instant when, Runnable action) {
        happenings.add(new Happening(when.isBefore(now) ? now : when, number++, action));
    }

    /** Lets things happen until the instant, or until nothing is left to happen. */
    void runUntil(Instant end) {
        while (!happenings.isEmpty() && !happenings.peek().at().isAfter(end)) {
            Happening next = happenings.remove();
            now = next.at();
            next.action().run();
        }
        now = end;
    }
}
