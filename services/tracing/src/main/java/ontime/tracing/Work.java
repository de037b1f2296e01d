package ontime.tracing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What the present thread does for one login: a request, an event, a deadline. It belongs to the trace that it came
 * with, until it is found out whose login it is about: then to that login's own, so that all that happens to a login is
 * one trace, from however many requests it comes. Log lines carry the trace meanwhile.
 *
 * <p>Belongs to one thread, from its beginning to its end.
 */
public final class Work implements AutoCloseable {

    /** The trace in log lines, as the Elastic Common Schema calls it. */
    public static final String TRACE_ID = "trace.id";

    private static final ThreadLocal<@Nullable Work> PRESENT = new ThreadLocal<>();

    private final Spans spans;
    private final InstantSource clock;
    private final Span.Kind kind;
    private final Instant begunAt;
    private final @Nullable TraceParent given;
    private String name;
    private @Nullable Span span;
    private boolean handedOn;

    private Work(Spans spans, InstantSource clock, Span.Kind kind, String name, @Nullable TraceParent given) {
        this.spans = spans;
        this.clock = clock;
        this.kind = kind;
        this.begunAt = clock.instant();
        this.given = given;
        this.name = name;
    }

    /** Work that came with a trace, or begins one. */
    public static Work begin(
            Spans spans, InstantSource clock, Span.Kind kind, String name, @Nullable TraceParent given) {
        var work = new Work(spans, clock, kind, name, given);
        work.become(spans.begin(kind, name, given, work.begunAt));
        PRESENT.set(work);
        return work;
    }

    /** Work that goes on with a trace; where there is none to go on with, it has none. */
    public static Work goOn(
            Spans spans, InstantSource clock, Span.Kind kind, String name, @Nullable TraceParent given) {
        if (given != null) {
            return begin(spans, clock, kind, name, given);
        }
        var work = new Work(spans, clock, kind, name, null);
        PRESENT.set(work);
        return work;
    }

    /** Work that has no trace before it is known which login it is about, and none if that never is. */
    public static Work ofALogin(Spans spans, InstantSource clock, String name) {
        return goOn(spans, clock, Span.Kind.INTERNAL, name, null);
    }

    /** Where the present work stands; null when there is none, or none with a trace. */
    public static @Nullable TraceParent context() {
        Work work = PRESENT.get();
        return work == null || work.span == null ? null : work.span.context();
    }

    /** The header of what is sent because of the present work; null when it has no trace. */
    public static @Nullable String handOn() {
        Work work = PRESENT.get();
        if (work == null || work.span == null) {
            return null;
        }
        work.handedOn = true;
        return work.span.context().toString();
    }

    /**
     * The present work is about a login.
     *
     * @param header the login's trace; null when it has none
     */
    public static void isAbout(String loginId, @Nullable String header) {
        Work work = PRESENT.get();
        if (work != null) {
            work.join(TraceParent.of(header));
            work.put("ontime.login.id", loginId);
        }
    }

    /** What has been sent already stays where it is. */
    private void join(@Nullable TraceParent login) {
        if (login == null || handedOn) {
            return;
        }
        if (span != null && span.context().traceId().equals(login.traceId())) {
            return;
        }
        // The span before this one never ends, and so is never told of.
        var joined = spans.begin(kind, name, login, begunAt);
        if (given != null) {
            joined.linkedTo(given);
        }
        become(joined);
    }

    private void become(Span next) {
        span = next;
        TraceParent context = next.context();
        Present.set(context);
        MDC.put(TRACE_ID, context.traceId());
    }

    public void named(String better) {
        name = better;
        if (span != null) {
            span.named(better);
        }
    }

    public void put(String attribute, String value) {
        if (span != null) {
            span.put(attribute, value);
        }
    }

    public void put(String attribute, long value) {
        if (span != null) {
            span.put(attribute, value);
        }
    }

    public void failed(String why) {
        if (span != null) {
            span.failed(why);
        }
    }

    @Override
    public void close() {
        PRESENT.remove();
        Present.set(null);
        MDC.remove(TRACE_ID);
        if (span != null) {
            Objects.requireNonNull(span).end(clock.instant());
        }
    }
}
