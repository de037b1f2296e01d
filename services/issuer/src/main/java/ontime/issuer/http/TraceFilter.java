package ontime.issuer.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import ontime.events.EventHeaders;
import ontime.tracing.Requests;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;
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
        String method = request.getMethod();
        try (var work = Requests.serving(spans, clock, method, request.getHeader(EventHeaders.TRACE_PARENT))) {
            boolean answered = false;
            try {
                chain.doFilter(request, response);
                answered = true;
            } finally {
                int status = answered ? response.getStatus() : HttpServletResponse.SC_INTERNAL_SERVER_ERROR;
                Requests.served(work, method, route(request), status);
                RequestLog.write(request, response.getStatus());
            }
        }
    }

    private static @Nullable String route(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String route
                ? route
                : null;
    }
}
