package ontime.delivery.engine;

import java.util.ArrayList;
import java.util.List;

/** One delivery that this worker has taken on, its state, and the records that it came in. */
public final class Delivery {

    private final Request request;
    private final long arrival;
    private final List<Origin> origins = new ArrayList<>(1);
    private State state;
    private boolean perhapsSent;
    private int attempts;
    private int untold;

    /** @param arrival grows with each delivery that is read; tells apart what was published at the same instant */
    Delivery(Request request, long arrival, Origin origin, State.Waiting state) {
        this.request = request;
        this.arrival = arrival;
        this.state = state;
        this.perhapsSent = origin.hasBegun();
        origins.add(origin);
    }

    public Request request() {
        return request;
    }

    long arrival() {
        return arrival;
    }

    State state() {
        return state;
    }

    void become(State next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("delivery " + request.id() + " cannot go from " + state + " to " + next);
        }
        state = next;
    }

    /** Another record that asks for the same delivery; it is finished when the delivery is. */
    void alsoFrom(Origin origin) {
        origins.add(origin);
        perhapsSent = perhapsSent || origin.hasBegun();
        if (perhapsSent || state instanceof State.Calling) {
            origin.begun();
        }
    }

    /** Whether one of its records is still ours to finish. */
    boolean isOurs() {
        return origins.stream().anyMatch(Origin::isOurs);
    }

    /** Whether it came in the record that lies there. */
    boolean isFrom(int partition, long offset) {
        return origins.stream().anyMatch(origin -> origin.lies(partition, offset));
    }

    /** Whether nothing more happens to it here. */
    boolean isOver() {
        return state instanceof State.Finished || state instanceof State.Left;
    }

    boolean isOf(Assignment assignment) {
        return origins.stream().anyMatch(origin -> origin.assignment() == assignment);
    }

    List<Origin> origins() {
        return origins;
    }

    /** Whether an attempt that is over, here or by an earlier reader, may have sent the code: another may repeat it. */
    boolean isPerhapsSent() {
        return perhapsSent;
    }

    /** Notes what came of a call that did not end the delivery. */
    void called(boolean perhapsTaken) {
        perhapsSent = perhapsSent || perhapsTaken;
        if (!perhapsSent) {
            origins.forEach(Origin::notSent);
        }
    }

    /** How many calls were made. */
    int attempts() {
        return attempts;
    }

    int nextAttempt() {
        attempts++;
        return attempts;
    }

    /** Something has to be on Kafka before the delivery is finished. */
    void tell() {
        untold++;
    }

    /** Something is; true when nothing else is missing. */
    boolean told() {
        untold--;
        return untold == 0;
    }

    @Override
    public String toString() {
        return "Delivery[" + request.id() + ", " + state + "]";
    }
}
