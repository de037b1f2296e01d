package ontime.history.projection;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import ontime.history.facts.Published;

/** Reads the topics once more from their beginning, beside those who read them anyway. */
public interface Replay extends AutoCloseable {

    /**
     * Reads on to where the topics end now. What cannot be read is skipped: it is a dead letter already.
     *
     * @param isTime whether to go on; asked after each piece
     * @return whether it got there
     */
    boolean toTheEnd(Consumer<List<Published>> facts, BooleanSupplier isTime);

    @Override
    void close();

    /** Begins a replay. */
    interface Source {
        Replay begin();
    }
}
