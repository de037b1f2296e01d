package ontime.delivery.engine;

import java.util.BitSet;
import java.util.Optional;

/**
 * Which records of one partition are finished. Records finish in any order, but only the stretch before the oldest
 * unfinished one may be committed: a crash must not lose a record that was still in flight. Which records beyond it are
 * finished, and for which a call had begun, goes along as the commit's metadata.
 *
 * <p>Kept as one bit a record from the oldest unfinished one on, so that a hundred thousand records behind one slow one
 * are 12 kB.
 */
final class OffsetLedger {

    /** So many bits may be dead weight before they are shifted out. */
    private static final int SLACK = 4096;

    private BitSet finished = new BitSet();
    private BitSet begun = new BitSet();
    /** Offset of bit 0; -1 until the first one is known. */
    private long base = -1;

    private long next = -1;
    private boolean changed;

    /** A partition that nobody has committed: it begins with the first record that is read. */
    OffsetLedger() {}

    /** Goes on where another reader has committed. */
    OffsetLedger(Progress progress) {
        base = progress.position();
        next = base;
        finished = progress.finished();
        begun = progress.begun();
    }

    /**
     * Notes a record that was read. Offsets grow, with gaps where the broker has compacted or aborted.
     *
     * @return whether an earlier reader has finished it
     */
    boolean read(long offset) {
        if (base < 0 || (offset < base && next == base)) {
            // Also when the log has been cut since the commit: what was remembered is of records that are gone.
            base = offset;
            next = offset;
            finished.clear();
            begun.clear();
        }
        if (offset < next) {
            throw new IllegalArgumentException("offset " + offset + " was read after " + (next - 1));
        }
        finished.set(bit(next), bit(offset));
        begun.clear(bit(next), bit(offset));
        next = offset + 1;
        if (finished.get(bit(offset))) {
            changed = true;
            return true;
        }
        return false;
    }

    /** Notes that a call for a record begins: from now on its code may have been sent. */
    void begun(long offset) {
        begun.set(bit(offset));
        changed = true;
    }

    /** Notes that the call is known not to have sent the code. */
    void notSent(long offset) {
        begun.clear(bit(offset));
        changed = true;
    }

    /** Whether a call for a record had begun, here or by the reader before us. */
    boolean hasBegun(long offset) {
        return begun.get(bit(offset));
    }

    /** Notes that a record needs nothing more. */
    void finished(long offset) {
        if (offset < base || offset >= next || finished.get(bit(offset))) {
            throw new IllegalArgumentException("offset " + offset + " is not in flight");
        }
        finished.set(bit(offset));
        begun.clear(bit(offset));
        changed = true;
    }

    /** What to commit; empty when the last commit still says it all. */
    Optional<Progress> toCommit() {
        if (!changed || base < 0) {
            return Optional.empty();
        }
        changed = false;
        return Optional.of(progress());
    }

    /** What was to be committed was not. */
    void notCommitted() {
        changed = true;
    }

    Progress progress() {
        int low = Math.min(finished.nextClearBit(0), bit(next));
        if (low > SLACK) {
            finished = finished.get(low, Math.max(low, finished.length()));
            begun = begun.get(low, Math.max(low, begun.length()));
            base += low;
            low = 0;
        }
        return new Progress(
                base + low,
                finished.get(low, Math.max(low, finished.length())),
                begun.get(low, Math.max(low, begun.length())));
    }

    private int bit(long offset) {
        return Math.toIntExact(offset - base);
    }
}
