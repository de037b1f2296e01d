package ontime.delivery.kafka;

import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeSet;

/**
 * Which records of one partition are finished. Records finish in any order, but only the stretch before the oldest
 * unfinished one may be committed: a crash must not lose a record that was still in flight.
 *
 * <p>Not thread-safe; belongs to the thread that polls.
 */
final class OffsetLedger {

    private final NavigableSet<Long> unfinished = new TreeSet<>();
    private long next = -1;
    private long committed = -1;

    /** Notes a record that was read. Offsets grow, with gaps where the broker has compacted or aborted. */
    void read(long offset) {
        if (offset < next) {
            throw new IllegalArgumentException("offset " + offset + " was read after " + (next - 1));
        }
        unfinished.add(offset);
        next = offset + 1;
    }

    /** Notes that a record needs nothing more. */
    void finished(long offset) {
        if (!unfinished.remove(offset)) {
            throw new IllegalArgumentException("offset " + offset + " is not in flight");
        }
    }

    /** The position to commit; empty when the last commit still says it all. */
    OptionalLong toCommit() {
        if (next < 0) {
            return OptionalLong.empty();
        }
        long position = unfinished.isEmpty() ? next : unfinished.first();
        return position > committed ? OptionalLong.of(position) : OptionalLong.empty();
    }

    OffsetLedger committed(long position) {
        committed = position;
        return this;
    }

    int inFlight() {
        return unfinished.size();
    }
}
