package ontime.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends a session some time after its login. A page that refreshes itself keeps one busy for ever, so that no limit of
 * idleness would: a role that was taken away at the provider, or a browser that was left, would stay good.
 */
public final class SessionEnd extends OncePerRequestFilter {

    private static final String LOGGED_IN_AT = SessionEnd.class.getName() + ".loggedInAt";

    private final InstantSource clock;
    private final Duration longest;

    /** @param longest that a session may last */
    public SessionEnd(InstantSource clock, Duration longest) {
        this.clock = clock;
        this.longest = longest;
    }

    /** The time runs from now on. */
    public void begin(HttpSession session) {
        session.setAttribute(LOGGED_IN_AT, clock.instant());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var session = request.getSession(false);
        if (session != null && isOver(session)) {
            session.invalidate();
        }
        chain.doFilter(request, response);
    }

    private boolean isOver(HttpSession session) {
        return session.getAttribute(LOGGED_IN_AT) instanceof Instant loggedInAt
                && !clock.instant().isBefore(loggedInAt.plus(longest));
    }
}
