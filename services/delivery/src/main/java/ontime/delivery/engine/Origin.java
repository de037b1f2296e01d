package ontime.delivery.engine;

/**
 * The record that a delivery came in. It names the assignment, not only the partition, so that what ends after a
 * rebalance never touches the offsets of a later assignment of the same partition.
 */
record Origin(Assignment assignment, long offset) {

    boolean isOurs() {
        return assignment.isHeld();
    }

    boolean lies(int partition, long at) {
        return assignment.partition() == partition && offset == at;
    }

    boolean hasBegun() {
        return assignment.ledger().hasBegun(offset);
    }

    void begun() {
        assignment.ledger().begun(offset);
    }

    void notSent() {
        assignment.ledger().notSent(offset);
    }

    void finished() {
        assignment.ledger().finished(offset);
    }
}
