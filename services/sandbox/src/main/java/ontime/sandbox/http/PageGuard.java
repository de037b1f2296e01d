package ontime.sandbox.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import ontime.sandbox.SandboxSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps other people's web pages away from the sandbox. It asks nobody for a password, because it runs on a developer's
 * own machine; but so does the developer's browser, and every page that is open in it can reach this port.
 */
@Component
final class PageGuard extends OncePerRequestFilter {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_PAGE = Set.of("same-origin", "none");

    private final boolean boundToLoopback;
    private final JsonMapper json;

    PageGuard(SandboxSettings settings, JsonMapper json) {
        this.boundToLoopback = LOOPBACK.contains(settings.bindAddress());
        this.json = json;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // DNS rebinding: a foreign name that resolves to this machine would make a foreign page look like our own.
        if (boundToLoopback && !LOOPBACK.contains(request.getServerName())) {
            refuse(response, "unknown-host", "The sandbox answers only to localhost and 127.0.0.1.");
            return;
        }
        if (!HARMLESS.contains(request.getMethod()) && isForeign(request)) {
            refuse(response, "foreign-page", "A web page from elsewhere may not change the sandbox.");
            return;
        }
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        chain.doFilter(request, response);
    }

    private static boolean isForeign(HttpServletRequest request) {
        // Browsers say where a request comes from; curl and the tests say nothing, and are welcome.
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !OWN_PAGE.contains(site)) {
            return true;
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        return origin != null && !origin.equals(ownOrigin(request));
    }

    private static @Nullable String ownOrigin(HttpServletRequest request) {
        String host = request.getHeader(HttpHeaders.HOST);
        return host == null ? null : request.getScheme() + "://" + host;
    }

    private void refuse(HttpServletResponse response, String type, String detail) throws IOException {
        response.setStatus(HttpStatus.FORBIDDEN.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(Problems.of(HttpStatus.FORBIDDEN, type, detail)));
    }
}
