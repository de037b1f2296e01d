package ontime.issuer.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import ontime.issuer.access.Call;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Callers;
import ontime.issuer.access.KeysUnavailableException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows the caller by its credential, a bearer token in the header (RFC 6750). */
final class CredentialFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(CredentialFilter.class);

    static final String CALLER = "ontime.caller";

    private static final String SCHEME = "Bearer ";

    /** The description of the interface is no secret. */
    static final List<String> OPEN = List.of("/v1/openapi", "/v1/openapi.yaml");

    private final Callers callers;

    CredentialFilter(Callers callers) {
        this.callers = callers;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return OPEN.contains(request.getRequestURI());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller;
        try {
            caller = caller(request.getHeader(HttpHeaders.AUTHORIZATION), call(request));
        } catch (KeysUnavailableException e) {
            LOG.warn("tokens cannot be verified: {}", String.valueOf(e.getCause()));
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            Problems.write(response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Try again in a moment");
            return;
        }
        if (caller.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            Problems.write(response, HttpStatus.UNAUTHORIZED, "unauthorized", "A valid API key or token is needed");
            return;
        }
        request.setAttribute(CALLER, caller.get());
        chain.doFilter(request, response);
    }

    private static Call call(HttpServletRequest request) {
        return new Call(request.getMethod(), request.getRequestURI(), request.getHeader(IdempotencyKey.HEADER));
    }

    private Optional<Caller> caller(@Nullable String authorization, Call call) {
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        return callers.caller(authorization.substring(SCHEME.length()).strip(), call);
    }
}
