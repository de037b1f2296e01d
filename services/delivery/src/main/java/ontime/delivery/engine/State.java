package ontime.delivery.engine;

import java.time.Instant;

/**
 * Where a delivery stands. The legal transitions:
 *
 * <pre>
 * Waiting    to  Calling     its turn has come, the gate lets it pass, a route has a place
 *            to  BackingOff  it needs a quicker route than the one that has a place
 *            to  Telling     the gate drops it
 *            to  Left        its partition went to another worker
 * Calling    to  BackingOff  the call failed and another one fits into the life of the code
 *            to  Telling     accepted, rejected, out of time, or a fault of ours
 *            to  Left        the call failed, and its partition went to another worker
 * BackingOff to  Waiting     the wait is over
 *            to  Telling     the gate drops it: another call has become pointless
 *            to  Left        its partition went to another worker
 * Telling    to  Finished    every receipt, and the dead letter if there is one, is on Kafka
 * </pre>
 *
 * Finished and Left are final. A delivery that was left has no end receipt from us: whoever reads its record next
 * brings it to its end.
 */
sealed interface State {

    /**
     * Its turn has not come.
     *
     * @param since when it could have been sent, had there been room
     */
    record Waiting(Instant since) implements State {}

    /** A call to a provider is in flight. */
    record Calling() implements State {}

    /**
     * A call failed, or would have taken too long; one follows after the wait.
     *
     * @param forARoute whether it only waits for a route to work again, and may go on as soon as one does
     */
    record BackingOff(Instant until, boolean forARoute) implements State {}

    /** Nothing more is sent; receipts are on their way to Kafka. */
    record Telling() implements State {}

    /** Its record may be committed. */
    record Finished() implements State {}

    /** Somebody else brings it to its end. */
    record Left() implements State {}

    /** Whether the transition is legal. */
    default boolean mayBecome(State next) {
        return switch (this) {
            case Waiting waiting ->
                next instanceof Calling
                        || next instanceof BackingOff
                        || next instanceof Telling
                        || next instanceof Left;
            case Calling calling -> next instanceof BackingOff || next instanceof Telling || next instanceof Left;
            case BackingOff backing -> next instanceof Waiting || next instanceof Telling || next instanceof Left;
            case Telling telling -> next instanceof Finished;
            case Finished finished -> false;
            case Left left -> false;
        };
    }
}
