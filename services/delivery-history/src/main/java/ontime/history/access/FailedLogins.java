package ontime.history.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts failed logins, so that nobody can go on guessing passwords. The limit for one name from one address is low;
 * those for a name from anywhere and for an address with any name are higher, so that neither a stranger shuts a
 * colleague out with ease, nor one who mistypes shuts out the office.
 */
final class FailedLogins {

    static final Duration WINDOW = Duration.ofMinutes(10);
    static final int OF_NAME_AND_ADDRESS = 5;
    static final int OF_ADDRESS = 50;
    static final int OF_NAME = 100;

    /** Beyond this the oldest are forgotten: somebody who makes names up must not fill the memory. */
    private static final int MOST_KEYS = 10_000;

    private record Key(String name, String address) {}

    private final InstantSource clock;
    private final Map<Key, Deque<Instant>> failures = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Deque<Instant>> eldest) {
            return size() > MOST_KEYS;
        }
    };

    FailedLogins(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether this one must wait, whatever password they have. */
    synchronized boolean areTooMany(String name, String address) {
        return count(new Key(name, address)) >= OF_NAME_AND_ADDRESS
                || count(new Key("", address)) >= OF_ADDRESS
                || count(new Key(name, "")) >= OF_NAME;
    }

    synchronized void add(String name, String address) {
        var now = clock.instant();
        add(new Key(name, address), OF_NAME_AND_ADDRESS, now);
        add(new Key("", address), OF_ADDRESS, now);
        add(new Key(name, ""), OF_NAME, now);
    }

    /** They know the password after all. The failures of others count on. */
    synchronized void forget(String name, String address) {
        failures.remove(new Key(name, address));
    }

    private void add(Key key, int most, Instant now) {
        var instants = failures.computeIfAbsent(key, unknown -> new ArrayDeque<>());
        instants.addLast(now);
        if (instants.size() > most) {
            instants.removeFirst();
        }
    }

    private int count(Key key) {
        var instants = failures.get(key);
        if (instants == null) {
            return 0;
        }
        var first = clock.instant().minus(WINDOW);
        while (!instants.isEmpty() && instants.getFirst().isBefore(first)) {
            instants.removeFirst();
        }
        return instants.size();
    }
}
