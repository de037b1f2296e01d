package ontime.tracing;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/**
 * Exports the spans of sampled traces to a collector (OTLP over HTTP, protobuf), in batches and behind everybody's
 * back: whoever ends a span never waits. While the collector is away spans are lost, and nothing else.
 */
final class ExportedSpans implements Spans, AutoCloseable {

    private static final long PATIENCE_AT_SHUTDOWN_SECONDS = 5;

    /** A call to the collector costs much the same for few spans and for many. */
    private static final int AT_ONCE = 2048;

    private final SdkTracerProvider provider;
    private final Tracer tracer;

    /** @param service as the collector gets to know it */
    ExportedSpans(String service, URI collector, TracingSettings settings) {
        var exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(collector.toString()).setTimeout(settings.timeout());
        settings.headers().forEach(exporter::addHeader);
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.builder()
                        .put("service.name", service)
                        .put("service.namespace", "ontime")
                        .build()))
                // Who has decided before is followed.
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(settings.ratio())))
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(settings.every())
                        .setMaxQueueSize(settings.queue())
                        .setMaxExportBatchSize(Math.min(AT_ONCE, settings.queue()))
                        .build())
                .build();
        this.tracer = provider.get("ontime");
    }

    @Override
    public boolean tell(@Nullable TraceParent trace) {
        return trace != null && trace.sampled();
    }

    @Override
    public Span begin(Span.Kind kind, String name, @Nullable TraceParent parent, Instant at) {
        var span = tracer.spanBuilder(name).setSpanKind(kind(kind)).setStartTimestamp(at);
        if (parent == null) {
            span.setNoParent();
        } else {
            span.setParent(Context.root().with(io.opentelemetry.api.trace.Span.wrap(context(parent))));
        }
        return new Exported(span.startSpan());
    }

    /** Exports what has ended, within seconds. */
    @Override
    public void close() {
        var _ = provider.shutdown().join(PATIENCE_AT_SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    }

    private static SpanContext context(TraceParent parent) {
        return SpanContext.createFromRemoteParent(
                parent.traceId(),
                parent.spanId(),
                parent.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault(),
                TraceState.getDefault());
    }

    private static SpanKind kind(Span.Kind kind) {
        return switch (kind) {
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case PRODUCER -> SpanKind.PRODUCER;
            case CONSUMER -> SpanKind.CONSUMER;
            case INTERNAL -> SpanKind.INTERNAL;
        };
    }

    private record Exported(io.opentelemetry.api.trace.Span span) implements Span {

        @Override
        public TraceParent context() {
            var context = span.getSpanContext();
            return new TraceParent(context.getTraceId(), context.getSpanId(), context.isSampled());
        }

        @Override
        public Span named(String name) {
            span.updateName(name);
            return this;
        }

        @Override
        public Span put(String attribute, String value) {
            span.setAttribute(attribute, value);
            return this;
        }

        @Override
        public Span put(String attribute, long value) {
            span.setAttribute(attribute, value);
            return this;
        }

        @Override
        public Span linkedTo(TraceParent other) {
            span.addLink(ExportedSpans.context(other));
            return this;
        }

        @Override
        public Span failed(String why) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute("error.type", why);
            return this;
        }

        @Override
        public void end(Instant at) {
            span.end(at);
        }
    }
}
