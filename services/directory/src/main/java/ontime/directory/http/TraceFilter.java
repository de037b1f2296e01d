package ontime.directory.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import ontime.directory.trace.Trace;
import ontime.events.TraceParent;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the caller's trace up, or begins one (W3C Trace Context), so that one login can be followed through all
 * services. The log lines and events of a request carry it.
 */
final class TraceFilter extends OncePerRequestFilter {

    private final RandomGenerator random;

    TraceFilter(RandomGenerator random) {
        this.random = random;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(Trace.PARENT);
        try (var _ = Trace.follow(given != null && TraceParent.of(given) != null ? given : begin())) {
            chain.doFilter(request, response);
        }
    }

    /** Nobody keeps it, and it says so. */
    private String begin() {
        byte[] ids = new byte[24];
        random.nextBytes(ids);
        var hex = HexFormat.of();
        return new TraceParent(hex.formatHex(ids, 0, 16), hex.formatHex(ids, 16, 24), false).toString();
    }
}
