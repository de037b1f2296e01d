package ontime.history.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import org.springframework.http.HttpMethod;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Knows what an open page has shown, so that each of its own refreshes is not written as if somebody had asked. A page
 * is known by its whole address as it was sent: what is masked in the audit is not the same for that.
 */
final class Refreshes {

    static final Duration WRITTEN_AGAIN_AFTER = Duration.ofMinutes(5);

    /** Beyond this the oldest are forgotten, and are written once more. */
    private static final int MOST = 10_000;

    /** The pages that refresh themselves. Whatever else says that it is a refresh is a program that pretends. */
    private static final Set<String> PAGES = Set.of("/", "/logins/{loginId}");

    /** @param page digest of the session and of the whole address: nobody's search lies about in memory */
    private record Shown(String page, String tenant, String actor, Action action, Subject subject, Outcome outcome) {
        static Shown on(String page, AuditEntry entry) {
            return new Shown(page, entry.tenant(), entry.actor(), entry.action(), entry.subject(), entry.outcome());
        }
    }

    private final InstantSource clock;
    private final Map<Shown, Instant> written = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Shown, Instant> eldest) {
            return size() > MOST;
        }
    };

    Refreshes(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether the request is one that an open page of the console sends by itself. */
    static boolean isOne(HttpServletRequest request) {
        return request.getHeader("HX-Request") != null
                && request.getRequestedSessionId() != null
                && HttpMethod.GET.matches(request.getMethod())
                && request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE) instanceof String pattern
                && PAGES.contains(pattern);
    }

    /** Writes what this page has not shown in the last minutes. */
    void record(HttpServletRequest request, List<AuditEntry> entries, AuditLog log) {
        var page = page(request);
        var untold = entries.stream()
                .filter(entry -> !isWritten(Shown.on(page, entry)))
                .toList();
        log.record(untold);
        untold.forEach(entry -> remember(Shown.on(page, entry)));
    }

    private static String page(HttpServletRequest request) {
        // None of the three can hold the line feed that divides them.
        var page = request.getRequestedSessionId() + "\n" + request.getRequestURI() + "\n" + request.getQueryString();
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(page.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private synchronized boolean isWritten(Shown shown) {
        var at = written.get(shown);
        return at != null && clock.instant().isBefore(at.plus(WRITTEN_AGAIN_AFTER));
    }

    private synchronized void remember(Shown shown) {
        written.put(shown, clock.instant());
    }
}
