package ontime.issuer.kafka;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;

/** Does what an event asks for. It may come again, after a crash for example. */
interface EventHandler {

    /**
     * Does it.
     *
     * @throws UnusableEventException when nothing can be done with the event, now and later
     */
    void handle(SpecificRecord event) throws UnusableEventException;

    /**
     * Does what the absence of a state asks for.
     *
     * @param key of the record, which has no value
     * @param since when it became so: of a record that comes again, the same as the first time
     * @throws UnusableEventException when that means nothing, as on every topic that keeps events
     */
    default void handleTombstone(byte[] key, Instant since) throws UnusableEventException {
        throw new UnusableEventException("empty record");
    }
}
