package ontime.directory.selfservice;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import ontime.directory.user.Visiting;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.filter.OncePerRequestFilter;

/** Knows a visitor by the cookie of their visit. It has nothing to do with the session of an administrator. */
final class VisitFilter extends OncePerRequestFilter {

    static final String VISIT = "ontime.visit";

    /** Set when the visit was ended by a newer link. */
    private static final String OVERTAKEN = "ontime.visit.overtaken";

    /** Set when there is a cookie, be its visit over. */
    private static final String CAME = "ontime.visit.came";

    private static final String COOKIE = "ontime-me";
    private static final String PATH = "/me";

    private final Visiting visiting;

    VisitFilter(Visiting visiting) {
        this.visiting = visiting;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        token(request).ifPresent(token -> request.setAttribute(CAME, token));
        token(request)
                .flatMap(visiting::find)
                .ifPresent(visit -> request.setAttribute(visit.overtaken() ? OVERTAKEN : VISIT, visit));
        // Some of these pages hold what is shown once, and all of them whose it is.
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        chain.doFilter(request, response);
    }

    /** What a page says to whoever has no visit, or none any more; empty when there never was one. */
    static Optional<String> ended(HttpServletRequest request) {
        if (request.getAttribute(OVERTAKEN) != null) {
            return Optional.of("overtaken");
        }
        return request.getAttribute(CAME) == null ? Optional.empty() : Optional.of("over");
    }

    static Optional<String> token(HttpServletRequest request) {
        var cookies = request.getCookies();
        return (cookies == null ? Stream.<Cookie>empty() : Arrays.stream(cookies))
                .filter(cookie -> cookie.getName().equals(COOKIE))
                .map(Cookie::getValue)
                .findFirst();
    }

    /** Gives the browser the cookie of a visit that has begun, until it is closed; empty takes it away. */
    static void give(String token, HttpServletRequest request, HttpServletResponse response) {
        var cookie = ResponseCookie.from(COOKIE, token)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path(PATH);
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                (token.isEmpty() ? cookie.maxAge(Duration.ZERO) : cookie)
                        .build()
                        .toString());
    }
}
