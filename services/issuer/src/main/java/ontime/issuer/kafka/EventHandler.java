package ontime.issuer.kafka;

import org.apache.avro.specific.SpecificRecord;

/** Does what an event asks for. It may come again, after a crash for example. */
interface EventHandler {

    /**
     * Does it.
     *
     * @throws UnusableEventException when nothing can be done with the event, now and later
     */
    void handle(SpecificRecord event) throws UnusableEventException;
}
