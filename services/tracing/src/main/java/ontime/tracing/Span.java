package ontime.tracing;

import java.time.Instant;
import ontime.events.TraceParent;

/**
 * Something that was done, with its beginning and its end. Names and attributes follow OpenTelemetry's semantic
 * conventions; none tells a destination, a code or an address.
 */
public interface Span {

    /** What part it plays, as OpenTelemetry calls it. */
    enum Kind {
        SERVER,
        CLIENT,
        PRODUCER,
        CONSUMER,
        INTERNAL
    }

    /** What is done because of it names this as its parent. */
    TraceParent context();

    Span named(String name);

    Span put(String attribute, String value);

    Span put(String attribute, long value);

    /** Another trace has to do with it. */
    Span linkedTo(TraceParent other);

    /**
     * It did not go well.
     *
     * @param why from a small set of values
     */
    Span failed(String why);

    /** It is over, and exported soon. */
    void end(Instant at);
}
