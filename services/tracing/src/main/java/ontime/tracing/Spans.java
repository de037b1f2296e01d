package ontime.tracing;

import java.time.Instant;
import java.util.random.RandomGenerator;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/** Where a service tells what it does for a trace. */
public interface Spans {

    /**
     * Those of a service that tells nobody anything.
     *
     * @param random for identifiers of traces that begin here
     */
    static Spans none(RandomGenerator random) {
        return new NoSpans(random);
    }

    /** Whether what is done for this trace is told to anybody. What is not should not make spans at all. */
    boolean tell(@Nullable TraceParent trace);

    /**
     * Something begins.
     *
     * @param parent because of what; null for something that begins a trace
     */
    Span begin(Span.Kind kind, String name, @Nullable TraceParent parent, Instant at);
}
