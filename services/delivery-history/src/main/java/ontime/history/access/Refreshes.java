package ontime.history.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import org.jspecify.annotations.Nullable;

/** Knows what an open page has shown, so that each of its own refreshes is not written as if somebody had asked. */
final class Refreshes {

    static final Duration WRITTEN_AGAIN_AFTER = Duration.ofMinutes(5);

    /** Beyond this the oldest are forgotten, and are written once more. */
    private static final int MOST = 10_000;

    private record Shown(
            @Nullable String session, String tenant, String actor, Action action, Subject subject, Outcome outcome) {
        static Shown in(@Nullable String session, AuditEntry entry) {
            return new Shown(session, entry.tenant(), entry.actor(), entry.action(), entry.subject(), entry.outcome());
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

    /** Writes what this session has not been shown in the last minutes. */
    void record(@Nullable String session, List<AuditEntry> entries, AuditLog log) {
        var untold = entries.stream()
                .filter(entry -> !isWritten(Shown.in(session, entry)))
                .toList();
        log.record(untold);
        untold.forEach(entry -> remember(Shown.in(session, entry)));
    }

    private synchronized boolean isWritten(Shown shown) {
        var at = written.get(shown);
        return at != null && clock.instant().isBefore(at.plus(WRITTEN_AGAIN_AFTER));
    }

    private synchronized void remember(Shown shown) {
        written.put(shown, clock.instant());
    }
}
