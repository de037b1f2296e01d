package ontime.delivery.engine;

/** A partition for as long as it is this worker's. A partition that goes away and comes back is another assignment. */
final class Assignment {

    private final int partition;
    private final OffsetLedger ledger;
    private boolean held = true;

    Assignment(int partition, OffsetLedger ledger) {
        this.partition = partition;
        this.ledger = ledger;
    }

    int partition() {
        return partition;
    }

    OffsetLedger ledger() {
        return ledger;
    }

    /** Whether deliveries from it may still be begun here. */
    boolean isHeld() {
        return held;
    }

    /** Nothing more is begun; what is in flight may still end. */
    void giveUp() {
        held = false;
    }
}
