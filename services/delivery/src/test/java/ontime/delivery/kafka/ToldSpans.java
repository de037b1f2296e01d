package ontime.delivery.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ontime.events.TraceParent;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;

/** Remembers the spans that have ended. */
final class ToldSpans implements Spans {

    final List<Told> told = new ArrayList<>();
    int begun;

    record Told(
            String name,
            String id,
            String parent,
            Instant from,
            Instant to,
            boolean failed,
            Map<String, String> attributes) {}

    @Override
    public boolean tell(@Nullable TraceParent trace) {
        return trace != null && trace.sampled();
    }

    @Override
    public Span begin(Span.Kind kind, String name, @Nullable TraceParent parent, Instant at) {
        if (parent == null) {
            throw new IllegalArgumentException("a worker begins no trace");
        }
        begun++;
        return new Open(name, new TraceParent(parent.traceId(), "%016x".formatted(begun), true), parent, at);
    }

    private final class Open implements Span {

        private final String name;
        private final TraceParent context;
        private final TraceParent parent;
        private final Instant from;
        private final Map<String, String> attributes = new HashMap<>();
        private boolean failed;

        Open(String name, TraceParent context, TraceParent parent, Instant from) {
            this.name = name;
            this.context = context;
            this.parent = parent;
            this.from = from;
        }

        @Override
        public TraceParent context() {
            return context;
        }

        @Override
        public Span named(String name) {
            throw new IllegalStateException("it has a name");
        }

        @Override
        public Span put(String attribute, String value) {
            attributes.put(attribute, value);
            return this;
        }

        @Override
        public Span put(String attribute, long value) {
            return put(attribute, String.valueOf(value));
        }

        @Override
        public Span linkedTo(TraceParent other) {
            throw new IllegalStateException("nothing is linked here");
        }

        @Override
        public Span failed(String why) {
            failed = true;
            return put("error.type", why);
        }

        @Override
        public void end(Instant at) {
            told.add(new Told(name, context.spanId(), parent.spanId(), from, at, failed, attributes));
        }
    }
}
