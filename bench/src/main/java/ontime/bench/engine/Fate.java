package ontime.bench.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of a click. Times are in nanoseconds on one clock.
 *
 * @param clickedAt when its request was published
 * @param acceptedAt when the provider took its code; 0 for never
 * @param supersededAt when the person clicked again; {@link Long#MAX_VALUE} for never
 */
record Fate(long clickedAt, long acceptedAt, long supersededAt) {

    /** Of all clicks in a row, from a log of the calls. */
    static List<Fate> of(List<Click> clicks, CallLog log) {
        Map<Integer, Long> nextClickOfPerson = new HashMap<>();
        var fates = new ArrayList<Fate>();
        for (Click click : clicks.reversed()) {
            long clickedAt = log.publishedAt(click.number());
            Long superseded = nextClickOfPerson.put(click.person(), clickedAt);
            fates.add(new Fate(
                    clickedAt, log.acceptedAt(click.number()), superseded == null ? Long.MAX_VALUE : superseded));
        }
        return fates.reversed();
    }

    boolean isAccepted() {
        return acceptedAt != 0;
    }

    /** Whether the code was the person's valid one when the provider took it, no later than so long after the click. */
    boolean heldValidCodeWithin(Duration limit) {
        return isAccepted() && !isWasted() && acceptedAt - clickedAt <= limit.toNanos();
    }

    /** Whether the provider was paid for a code that was dead already. */
    boolean isWasted() {
        return isAccepted() && acceptedAt >= supersededAt;
    }

    /** From the click to the provider's acceptance; endless when it never came. */
    double waitMilliseconds() {
        return isAccepted() ? (acceptedAt - clickedAt) / 1e6 : Double.POSITIVE_INFINITY;
    }
}
