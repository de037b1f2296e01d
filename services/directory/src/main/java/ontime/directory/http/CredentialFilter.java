package ontime.directory.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import ontime.directory.access.ApiKeys;
import ontime.directory.access.Caller;
import ontime.directory.access.Passwords;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows the caller by its API key, a bearer token in the header (RFC 6750), or an administrator by their password. */
final class CredentialFilter extends OncePerRequestFilter {

    static final String CALLER = "ontime.caller";

    private static final String SCHEME = "Bearer ";

    /** The description of the interface is no secret. */
    private static final String OPEN = "/v1/openapi";

    private final ApiKeys keys;
    private final Passwords passwords;

    CredentialFilter(ApiKeys keys, Passwords passwords) {
        this.keys = keys;
        this.passwords = passwords;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().equals(OPEN);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Caller> caller = caller(request);
        if (caller.isEmpty()) {
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
            Problems.write(response, HttpStatus.UNAUTHORIZED, "unauthorized", "A valid API key is needed");
            return;
        }
        request.setAttribute(CALLER, caller.get());
        chain.doFilter(request, response);
    }

    private Optional<Caller> caller(HttpServletRequest request) {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return Optional.empty();
        }
        if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return passwords.caller(request);
        }
        return keys.caller(authorization.substring(SCHEME.length()).strip());
    }
}
