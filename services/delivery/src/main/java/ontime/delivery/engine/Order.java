package ontime.delivery.engine;

import java.time.Duration;

/**
 * In which order waiting deliveries get their turn: as they arrived while the pool keeps up, the newest first when it
 * does not (adaptive LIFO). Somebody who clicked just now then gets a code now; whoever clicked minutes ago has mostly
 * clicked again since.
 */
final class Order {

    private final Duration target;
    private boolean newestFirst;

    /** @param target the longest wait that is not yet an overload */
    Order(Duration target) {
        this.target = target;
    }

    /** Goes back only at half of the target, so that a wait about the target does not flip the order at each look. */
    boolean isNewestFirst(Duration oldestWait) {
        newestFirst = newestFirst ? oldestWait.multipliedBy(2).compareTo(target) > 0 : oldestWait.compareTo(target) > 0;
        return newestFirst;
    }

    boolean isNewestFirst() {
        return newestFirst;
    }
}
