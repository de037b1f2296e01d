package ontime.issuer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Knows the caller by its API key (RFC 6750, bearer token in the header). Keys are kept as SHA-256, which is enough for
 * random keys of 128 bits and more, and looked up by it, so that no comparison tells how much of a key was right.
 */
final class ApiKeyFilter extends OncePerRequestFilter {

    static final String CALLER = "ontime.caller";

    private static final String SCHEME = "Bearer ";

    private final Map<String, Caller> callers;

    /** @param callers by the SHA-256 of their key, in lower-case hexadecimal */
    ApiKeyFilter(Map<String, Caller> callers) {
        this.callers = Map.copyOf(callers);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = caller(request.getHeader(HttpHeaders.AUTHORIZATION));
        if (caller == null) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            Problems.write(response, HttpStatus.UNAUTHORIZED, "unauthorized", "A valid API key is needed");
            return;
        }
        request.setAttribute(CALLER, caller);
        chain.doFilter(request, response);
    }

    private @Nullable Caller caller(@Nullable String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        return callers.get(sha256(authorization.substring(SCHEME.length()).strip()));
    }

    private static String sha256(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
