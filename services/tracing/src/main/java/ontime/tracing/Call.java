package ontime.tracing;

import java.time.InstantSource;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * A call to somebody else over HTTP because of the present work, after OpenTelemetry's semantic conventions. It has no
 * span where the work has none, or one that nobody keeps.
 */
public final class Call implements AutoCloseable {

    private static final int FIRST_ERROR = 400;

    private final InstantSource clock;
    private final @Nullable TraceParent parent;
    private final @Nullable Span span;

    private Call(InstantSource clock, @Nullable TraceParent parent, @Nullable Span span) {
        this.clock = clock;
        this.parent = parent;
        this.span = span;
    }

    /**
     * A call is made from now on, by the present thread.
     *
     * @param peer who is called, from a small set of names
     */
    public static Call begin(Spans spans, InstantSource clock, String method, String peer) {
        TraceParent parent = Work.context();
        if (parent == null || !spans.tell(parent)) {
            return new Call(clock, parent, null);
        }
        var span = spans.begin(Span.Kind.CLIENT, method, parent, clock.instant())
                .put("http.request.method", method)
                .put("peer.service", peer);
        return new Call(clock, parent, span);
    }

    /** What the one who is called gets to know of the trace; null when there is none. */
    public @Nullable String header() {
        TraceParent context = span == null ? parent : span.context();
        return context == null ? null : context.toString();
    }

    public void answered(int status) {
        if (span != null) {
            span.put("http.response.status_code", status);
            if (status >= FIRST_ERROR) {
                span.failed(String.valueOf(status));
            }
        }
    }

    /** There was no answer. */
    public void failed(Exception why) {
        if (span != null) {
            span.failed(why.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        if (span != null) {
            span.end(clock.instant());
        }
    }
}
