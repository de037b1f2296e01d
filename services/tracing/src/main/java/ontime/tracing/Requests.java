package ontime.tracing;

import java.time.InstantSource;
import ontime.events.TraceParent;
import org.jspecify.annotations.Nullable;

/** Spans of requests that are served over HTTP, after OpenTelemetry's semantic conventions. */
public final class Requests {

    private static final int FIRST_ERROR_OF_OURS = 500;

    private Requests() {}

    /**
     * A request is served from now on, by the present thread.
     *
     * @param header what the caller says of its trace; null when it says nothing
     */
    public static Work serving(Spans spans, InstantSource clock, String method, @Nullable String header) {
        var work = Work.begin(spans, clock, Span.Kind.SERVER, method, TraceParent.of(header));
        work.put("http.request.method", method);
        return work;
    }

    /**
     * It has its answer.
     *
     * @param route and not the path, which may name whatever its caller put into it; null when it met none
     */
    public static void served(Work work, String method, @Nullable String route, int status) {
        if (route != null) {
            work.put("http.route", route);
            work.named(method + " " + route);
        }
        work.put("http.response.status_code", status);
        if (status >= FIRST_ERROR_OF_OURS) {
            work.failed(String.valueOf(status));
        }
    }
}
