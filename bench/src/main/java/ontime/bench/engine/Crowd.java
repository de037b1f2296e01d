package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;

/**
 * People who click Log In. Somebody who has no valid code after a while clicks again, which asks for a new code and
 * makes the old one worthless. Whoever is due to click again does so before anybody new comes, so that the clicks keep
 * their rate, however few are served.
 */
final class Crowd {

    private final long patience;
    private final List<Click> clicks = new ArrayList<>();
    private final List<Click> newestOfPerson = new ArrayList<>();
    private final Deque<Impatient> waiting = new ArrayDeque<>();
    private final BitSet served = new BitSet();

    private record Impatient(Click click, long since) {}

    /** @param patience how long somebody waits for a code */
    Crowd(Duration patience) {
        this.patience = patience.toNanos();
    }

    /**
     * The next click.
     *
     * @param now on the clock of {@code System.nanoTime}; it never goes back
     */
    synchronized Click click(long now) {
        Click next = again(now);
        clicks.add(next);
        waiting.add(new Impatient(next, now));
        return next;
    }

    private Click again(long now) {
        while (!waiting.isEmpty() && now - waiting.getFirst().since() >= patience) {
            Click old = waiting.removeFirst().click();
            if (!served.get(old.person())) {
                var next = new Click(clicks.size(), old.person(), old.sequence() + 1);
                newestOfPerson.set(old.person(), next);
                return next;
            }
        }
        var first = new Click(clicks.size(), newestOfPerson.size(), 1);
        newestOfPerson.add(first);
        return first;
    }

    /** A code is on its way; it helps the person only when it is of the newest click. */
    synchronized void accepted(int number) {
        Click click = clicks.get(number);
        if (newestOfPerson.get(click.person()).equals(click)) {
            served.set(click.person());
        }
    }

    synchronized List<Click> clicks() {
        return List.copyOf(clicks);
    }

    synchronized int people() {
        return newestOfPerson.size();
    }
}
