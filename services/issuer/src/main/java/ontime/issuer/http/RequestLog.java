package ontime.issuer.http;

import jakarta.servlet.http.HttpServletRequest;
import ontime.tracing.EventLog;
import org.springframework.web.servlet.HandlerMapping;

/**
 * A line for each request that is refused and of which no event tells. The route and not the path: that is input like
 * any other.
 */
final class RequestLog {

    private static final String PROBLEM = "ontime.problem";

    private RequestLog() {}

    /** What the request will be refused with. */
    static void remember(HttpServletRequest request, Problem problem) {
        request.setAttribute(PROBLEM, problem);
    }

    static void write(HttpServletRequest request, int status) {
        var known = request.getAttribute(PROBLEM) instanceof Problem problem ? problem : null;
        boolean hasAnEvent = known != null && known.loginId() != null;
        // What fails on our side is told where it fails.
        if (hasAnEvent || status / 100 != 4) {
            return;
        }
        String route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String template
                ? template
                : "none";
        EventLog.turnedAway(
                request.getMethod() + " " + route,
                known == null ? String.valueOf(status) : status + " " + known.type());
    }
}
