package ontime.directory.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The trace of what the present thread works at, by which one login can be followed through all services. */
public final class Trace {

    /** Its name as a header, of HTTP and of records. */
    public static final String PARENT = "traceparent";

    /** The same in log lines, as the Elastic Common Schema calls it. */
    private static final String ID = "trace.id";

    private Trace() {}

    /** Null when there is none. */
    public static @Nullable String current() {
        return MDC.get(PARENT);
    }

    /** Until it is closed, the present thread works for a trace. */
    public static Followed follow(String traceparent) {
        MDC.put(PARENT, traceparent);
        MDC.put(ID, traceparent.substring(3, 35));
        return new Followed();
    }

    /** A trace for as long as it is followed. */
    public static final class Followed implements AutoCloseable {

        private Followed() {}

        @Override
        public void close() {
            MDC.remove(PARENT);
            MDC.remove(ID);
        }
    }
}
