package ontime.delivery.engine;

import java.util.List;

/** A partition for as long as it is this worker's. A partition that goes away and comes back is another assignment. */
final class Assignment {

    private final int partition;
    private final OffsetLedger ledger;
    private boolean held = true;
    private List<Delivery> leaving = List.of();

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

    /** Notes what is in flight when it is given up. */
    void leaveWith(List<Delivery> inFlight) {
        leaving = inFlight;
    }

    /** Whether something is still in flight since it was given up. */
    boolean isBusy() {
        return leaving.stream().anyMatch(delivery -> !delivery.isOver());
    }
}
