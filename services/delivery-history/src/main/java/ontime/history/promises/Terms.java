package ontime.history.promises;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is promised, and when it is judged.
 *
 * @param within which time each promise is to be kept
 * @param ripe how old a delivery is when it is judged: what happened in time has been read by then
 * @param reading how far the reading of events may be behind for that to be true
 * @param confirming a route that has confirmed nothing for so long is one that does not
 */
public record Terms(Map<Promise, Duration> within, Map<Promise, Duration> ripe, Duration reading, Duration confirming) {

    public Terms {
        within = new EnumMap<>(within);
        ripe = new EnumMap<>(ripe);
        for (var promise : Promise.values()) {
            if (Objects.requireNonNull(ripe.get(promise)).compareTo(Objects.requireNonNull(within.get(promise))) < 0) {
                throw new IllegalArgumentException("a promise is not judged before its time is up");
            }
        }
    }

    Duration within(Promise promise) {
        return Objects.requireNonNull(within.get(promise));
    }
}
