package ontime.issuer.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes the caller's trace up, or begins one (W3C Trace Context), so that one login can be followed through all
 * services. The log lines and events of a request carry it.
 */
public final class TraceFilter extends OncePerRequestFilter {

    private static final String HEADER = "traceparent";
    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private final RandomGenerator random;

    TraceFilter(RandomGenerator random) {
        this.random = random;
    }

    /** The trace of the request that this thread serves; null when it serves none. */
    public static @Nullable String current() {
        return MDC.get(HEADER);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String given = request.getHeader(HEADER);
        MDC.put(HEADER, given != null && VALID.matcher(given).matches() ? given : begin());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(HEADER);
        }
    }

    private String begin() {
        byte[] ids = new byte[24];
        random.nextBytes(ids);
        var hex = HexFormat.of();
        return "00-" + hex.formatHex(ids, 0, 16) + "-" + hex.formatHex(ids, 16, 24) + "-01";
    }
}
