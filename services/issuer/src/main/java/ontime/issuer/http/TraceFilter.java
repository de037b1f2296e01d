package ontime.issuer.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import ontime.events.EventHeaders;
import ontime.events.TraceParent;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import ontime.tracing.Work;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Takes the caller's trace up, or begins one (W3C Trace Context), so that one login can be followed through all
 * services. The log lines and events of a request carry it.
 */
final class TraceFilter extends OncePerRequestFilter {

    private final Spans spans;
    private final InstantSource clock;

    TraceFilter(Spans spans, InstantSource clock) {
        this.spans = spans;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var given = TraceParent.of(request.getHeader(EventHeaders.TRACE_PARENT));
        try (var work = Work.begin(spans, clock, Span.Kind.SERVER, request.getMethod(), given)) {
            work.put("http.request.method", request.getMethod());
            boolean answered = false;
            try {
                chain.doFilter(request, response);
                answered = true;
            } finally {
                tell(work, request, answered ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
                RequestLog.write(request, response.getStatus());
            }
        }
    }

    /** The route and not the path: a path may name whatever its caller put into it. */
    private static void tell(Work work, HttpServletRequest request, int status) {
        if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route) {
            work.put("http.route", route);
            work.named(request.getMethod() + " " + route);
        }
        work.put("http.response.status_code", status);
        if (status >= HttpServletResponse.SC_INTERNAL_SERVER_ERROR) {
            work.failed(String.valueOf(status));
        }
    }
}
