package ontime.history.console;

import java.time.Duration;
import java.util.Optional;
import ontime.history.projection.Backlog;
import org.springframework.stereotype.Component;

/** How far the history is behind the topics just now: whoever reads that it is, looks again when it is not any more. */
@Component
final class HistoryLag {

    private final Backlog backlog;
    private final Duration bound;

    HistoryLag(Backlog backlog, ConsoleSettings settings) {
        this.backlog = backlog;
        this.bound = settings.behindAfter();
    }

    /** How far, where it is further than it may be without a word. */
    Optional<Duration> worthTelling() {
        return backlog.worst().filter(lag -> lag.compareTo(bound) > 0);
    }
}
