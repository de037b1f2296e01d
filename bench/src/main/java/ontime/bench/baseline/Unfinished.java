package ontime.bench.baseline;

import java.util.Optional;
import java.util.TreeSet;

/** The records of one partition that were read and have not come to their end. */
final class Unfinished {

    private final TreeSet<Long> offsets = new TreeSet<>();
    private long next = -1;

    synchronized void read(long offset) {
        offsets.add(offset);
        next = offset + 1;
    }

    synchronized void finished(long offset) {
        offsets.remove(offset);
    }

    /** What may be committed: everything before it has ended. */
    synchronized Optional<Long> position() {
        if (!offsets.isEmpty()) {
            return Optional.of(offsets.first());
        }
        return next < 0 ? Optional.empty() : Optional.of(next);
    }
}
