package ontime.tracing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/** Remembers the spans that have ended. */
public final class ToldSpans implements Spans {

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger begun = new AtomicInteger();

    /**
     * A span that has ended.
     *
     * @param parent empty for what began a trace
     */
    public record Told(
            Span.Kind kind,
            String name,
            String trace,
            String id,
            String parent,
            Instant from,
            Instant to,
            boolean failed,
            Map<String, String> attributes,
            List<TraceParent> linked) {}

    /** Those that have ended, in that order. */
    public List<Told> told() {
        return List.copyOf(told);
    }

    /** How many have begun. */
    public int begun() {
        return begun.get();
    }

    @Override
    public boolean tell(@Nullable TraceParent trace) {
        return trace != null && trace.sampled();
    }

    @Override
    public Span begin(Span.Kind kind, String name, @Nullable TraceParent parent, Instant at) {
        String id = "%016x".formatted(begun.incrementAndGet());
        return new Open(
                kind,
                name,
                parent == null
                        ? new TraceParent("0123456789abcdef" + id, id, true)
                        : new TraceParent(parent.traceId(), id, parent.sampled()),
                parent == null ? "" : parent.spanId(),
                at);
    }

    private final class Open implements Span {

        private final Kind kind;
        private final TraceParent context;
        private final String parent;
        private final Instant from;
        private final Map<String, String> attributes = new HashMap<>();
        private final List<TraceParent> linked = new ArrayList<>();
        private String name;
        private boolean failed;

        Open(Kind kind, String name, TraceParent context, String parent, Instant from) {
            this.kind = kind;
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
        public Span named(String better) {
            name = better;
            return this;
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
            linked.add(other);
            return this;
        }

        @Override
        public Span failed(String why) {
            failed = true;
            return put("error.type", why);
        }

        @Override
        public void end(Instant at) {
            if (context.sampled()) {
                told.add(new Told(
                        kind,
                        name,
                        context.traceId(),
                        context.spanId(),
                        parent,
                        from,
                        at,
                        failed,
                        Map.copyOf(attributes),
                        List.copyOf(linked)));
            }
        }
    }
}
