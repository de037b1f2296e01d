package ontime.tracing;

import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/** Tells nobody anything. Traces of others are passed on all the same, and begun for who has none. */
final class NoSpans implements Spans {

    private final RandomGenerator random;

    NoSpans(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public boolean tell(@Nullable TraceParent trace) {
        return false;
    }

    @Override
    public Span begin(Span.Kind kind, String name, @Nullable TraceParent parent, Instant at) {
        return new PassedOn(parent == null ? root() : parent);
    }

    /** Nobody keeps it, and it says so. */
    private TraceParent root() {
        byte[] ids = new byte[24];
        random.nextBytes(ids);
        var hex = HexFormat.of();
        return new TraceParent(hex.formatHex(ids, 0, 16), hex.formatHex(ids, 16, 24), false);
    }

    /** No span at all: what comes of it has the parent that it has itself. */
    private record PassedOn(TraceParent context) implements Span {

        @Override
        public Span named(String name) {
            return this;
        }

        @Override
        public Span put(String attribute, String value) {
            return this;
        }

        @Override
        public Span put(String attribute, long value) {
            return this;
        }

        @Override
        public Span linkedTo(TraceParent other) {
            return this;
        }

        @Override
        public Span failed(String why) {
            return this;
        }

        @Override
        public void end(Instant at) {}
    }
}
