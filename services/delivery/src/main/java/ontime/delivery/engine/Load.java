package ontime.delivery.engine;

/** How much is in memory, and how much may be. */
final class Load {

    private final int mostRecords;
    private final long mostBytes;
    private int records;
    private long bytes;

    Load(int mostRecords, long mostBytes) {
        this.mostRecords = mostRecords;
        this.mostBytes = mostBytes;
    }

    void add(int size) {
        records++;
        bytes += size;
    }

    void remove(int size) {
        records--;
        bytes -= size;
    }

    boolean isFull() {
        return records >= mostRecords || bytes >= mostBytes;
    }

    /** An eighth is free: stopping and going on costs a fetch, so it is not done for each record. */
    boolean hasRoomAgain() {
        return records <= mostRecords - mostRecords / 8 - 1 && bytes <= mostBytes - mostBytes / 8;
    }

    int records() {
        return records;
    }
}
