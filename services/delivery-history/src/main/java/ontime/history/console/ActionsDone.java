package ontime.history.console;

import static java.util.Comparator.comparingLong;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import ontime.history.audit.Action;
import ontime.history.audit.AuditEntry;
import ontime.history.audit.AuditLog;
import ontime.history.audit.AuditLog.Filter;
import ontime.history.audit.AuditLog.Numbered;
import ontime.history.audit.Outcome;
import ontime.history.facts.Login;
import org.springframework.stereotype.Component;

/** What people have had done about a login, as the audit has it: whoever is on the phone next should know. */
@Component
final class ActionsDone {

    private static final int MOST = 50;

    private static final Map<Action, String> WORDS = new EnumMap<>(Map.of(
            Action.RESENT, "send the code again",
            Action.CANCELLED, "cancel the code",
            Action.REVEALED, "see the whole destination",
            Action.SUPPRESSION_LIFTED, "lift a suppression"));

    private final AuditLog audit;

    ActionsDone(AuditLog audit) {
        this.audit = audit;
    }

    /** The oldest first. */
    List<Line> of(Login login) {
        var entries = WORDS.keySet().stream()
                .flatMap(action -> found(action, login))
                .sorted(comparingLong(Numbered::number))
                .map(Numbered::entry)
                .toList();
        var ends = new ArrayList<AuditEntry>();
        for (var entry : entries) {
            if (entry.outcome() != Outcome.BEGUN) {
                beginning(ends, entry).ifPresent(ends::remove);
            }
            ends.add(entry);
        }
        return ends.stream()
                .map(entry -> Line.of(entry.at(), login.clickedAt(), words(entry)))
                .toList();
    }

    private Stream<Numbered> found(Action action, Login login) {
        var filter = new Filter(null, action, login.loginId(), null, null, null, MOST);
        return audit.find(filter, Set.of(login.tenant())).entries().stream();
    }

    private static Optional<AuditEntry> beginning(List<AuditEntry> open, AuditEntry end) {
        return open.stream()
                .filter(entry -> entry.outcome() == Outcome.BEGUN
                        && entry.action() == end.action()
                        && entry.actor().equals(end.actor()))
                .findFirst();
    }

    private static String words(AuditEntry entry) {
        var ended = switch (entry.outcome()) {
            case DONE -> "done";
            case BEGUN -> "how it ended is not known";
            case REFUSED, NOTHING_FOUND -> "refused";
            case FAILED -> "no answer, perhaps done";
        };
        var why = entry.reason() == null ? "" : " · " + entry.reason();
        return entry.actor() + " wanted to " + WORDS.get(entry.action()) + ": " + ended + why;
    }
}
