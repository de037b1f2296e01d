package ontime.tracing;

import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/** The trace that the present thread works for: what it measures is an example of it. */
public final class Present {

    private static final ThreadLocal<@Nullable TraceParent> TRACE = new ThreadLocal<>();

    private Present() {}

    /** Does something for a trace. */
    public static void during(@Nullable TraceParent trace, Runnable work) {
        TraceParent before = set(trace);
        try {
            work.run();
        } finally {
            set(before);
        }
    }

    static @Nullable TraceParent trace() {
        return TRACE.get();
    }

    /** What was before. */
    static @Nullable TraceParent set(@Nullable TraceParent trace) {
        TraceParent before = TRACE.get();
        if (trace == null) {
            TRACE.remove();
        } else {
            TRACE.set(trace);
        }
        return before;
    }
}
