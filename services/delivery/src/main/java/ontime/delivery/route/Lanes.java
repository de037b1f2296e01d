package ontime.delivery.route;

import java.util.HashMap;
import java.util.Map;

/** How many calls are on their way to each lane: many at once to one mail domain look like spam to it. */
final class Lanes {

    private final int bound;
    private final Map<String, Integer> calls = new HashMap<>();

    /** @param bound calls to one lane; 0 for no bound */
    Lanes(int bound) {
        this.bound = bound;
    }

    boolean hasRoom(String lane) {
        return bound == 0 || calls.getOrDefault(lane, 0) < bound;
    }

    void enter(String lane) {
        if (bound > 0) {
            calls.merge(lane, 1, Integer::sum);
        }
    }

    void leave(String lane) {
        // A lane that is empty is forgotten, or every domain that was ever written to would stay.
        calls.computeIfPresent(lane, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Lanes with calls on their way. */
    int size() {
        return calls.size();
    }
}
