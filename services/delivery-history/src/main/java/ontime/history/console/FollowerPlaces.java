package ontime.history.console;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * So many may follow in all, and so many of them for one person. Nobody notices at once that a page was left, so
 * whoever goes from login to login would soon have no place: the oldest of one's own gives way. A page that was still
 * looked at connects again.
 */
final class FollowerPlaces {

    private final int all;
    private final int ofOne;
    private final Map<String, Deque<Follower>> taken = new HashMap<>();
    private int count;

    FollowerPlaces(int all, int ofOne) {
        this.all = all;
        this.ofOne = ofOne;
    }

    /** Takes a place for this follower; false when there is none. */
    synchronized boolean take(String user, Follower follower) {
        var own = taken.getOrDefault(user, new ArrayDeque<>());
        if (own.size() >= ofOne) {
            own.removeFirst().stop();
            count--;
        } else if (count >= all) {
            return false;
        }
        own.addLast(follower);
        taken.put(user, own);
        count++;
        return true;
    }

    /** Gives the place back, if it has not been given to another already. */
    synchronized void free(String user, Follower follower) {
        var own = taken.get(user);
        if (own != null && own.remove(follower)) {
            count--;
            if (own.isEmpty()) {
                taken.remove(user);
            }
        }
    }
}
