package ontime.delivery.engine;

import java.util.BitSet;

/**
 * How far a partition is worked off.
 *
 * @param position every record before this offset is finished
 * @param finished the finished records from the position on; bit 0 is the position itself
 * @param begun the unfinished ones whose code may have been sent
 */
record Progress(long position, BitSet finished, BitSet begun) {

    public Progress {
        finished = (BitSet) finished.clone();
        begun = (BitSet) begun.clone();
    }

    @Override
    public BitSet finished() {
        return (BitSet) finished.clone();
    }

    @Override
    public BitSet begun() {
        return (BitSet) begun.clone();
    }

    /** Nothing is known beyond the position. */
    static Progress upTo(long position) {
        return new Progress(position, new BitSet(), new BitSet());
    }
}
