package ontime.history.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Instants of several clocks, put on one line: in the order in which things must have happened, none before the one
 * before it, none after the code was entered. The issuer's clock is believed, because it tells the beginning and the
 * end. A worker's instants are moved together, by as little as the order demands, so that what passed between them
 * keeps its length.
 *
 * @param placed in the order of {@link Moment}, never falling
 * @param skew how far each clock is off at least, ahead of the issuer's when positive; those in order are left out
 */
record Timeline(Map<Moment, Instant> placed, Map<Host, Duration> skew) {

    private static final Moment[] WORKERS = {Moment.CONSUMED, Moment.DISPATCHED, Moment.ACCEPTED};

    static Timeline of(Map<Moment, Instant> reported) {
        var latest = reported.getOrDefault(Moment.ENTERED, Instant.MAX);
        var workerBy = workerIsMovedBy(reported, latest);
        var placed = new EnumMap<Moment, Instant>(Moment.class);
        var skew = new EnumMap<Host, Duration>(Host.class);
        var previous = Instant.MIN;
        for (var moment : Moment.values()) {
            var at = reported.get(moment);
            if (at == null) {
                continue;
            }
            var moved = moment.clock() == Host.WORKER ? at.plus(workerBy) : at;
            var bound = moment == Moment.CLICKED ? earliest(latest, reported.get(Moment.REQUESTED)) : latest;
            previous = latest(previous, earliest(moved, bound));
            placed.put(moment, previous);
            var off = Duration.between(previous, at);
            if (!off.isZero()) {
                skew.merge(moment.clock(), off, Timeline::further);
            }
        }
        return new Timeline(placed, skew);
    }

    private static Duration workerIsMovedBy(Map<Moment, Instant> reported, Instant latest) {
        var told = Stream.of(WORKERS)
                .filter(reported::containsKey)
                .map(reported::get)
                .toList();
        var before = Stream.of(Moment.PUBLISHED, Moment.REQUESTED)
                .filter(reported::containsKey)
                .map(reported::get)
                .findFirst();
        if (told.isEmpty() || before.isEmpty()) {
            return Duration.ZERO;
        }
        // It may be behind and read the event "before" it was published, or ahead and have sent what was entered
        // already.
        var least = Duration.between(told.getFirst(), before.get());
        if (least.isPositive()) {
            return least;
        }
        if (latest.equals(Instant.MAX) || !told.getLast().isAfter(latest)) {
            return Duration.ZERO;
        }
        var most = Duration.between(told.getLast(), latest);
        return most.compareTo(least) > 0 ? most : least;
    }

    private static Duration further(Duration a, Duration b) {
        return a.abs().compareTo(b.abs()) >= 0 ? a : b;
    }

    private static Instant earliest(Instant a, @Nullable Instant b) {
        return b == null || a.isBefore(b) ? a : b;
    }

    private static Instant latest(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
