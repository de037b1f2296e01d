package ontime.tracing;

import io.prometheus.metrics.tracer.common.SpanContext;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/** Lets histograms name the trace of what they have just measured, where it is one that is kept. */
final class Exemplars implements SpanContext {

    @Override
    public @Nullable String getCurrentTraceId() {
        TraceParent trace = Present.trace();
        return trace == null ? null : trace.traceId();
    }

    @Override
    public @Nullable String getCurrentSpanId() {
        TraceParent trace = Present.trace();
        return trace == null ? null : trace.spanId();
    }

    @Override
    public boolean isCurrentSpanSampled() {
        TraceParent trace = Present.trace();
        return trace != null && trace.sampled();
    }

    /** A trace is kept as a whole: there is nothing to mark. */
    @Override
    public void markCurrentSpanAsExemplar() {}
}
