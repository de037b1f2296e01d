package ontime.history.console;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import ontime.history.verdict.Severity;
import ontime.history.verdict.Verdict;
import ontime.history.verdict.VerdictCode;
import org.jspecify.annotations.Nullable;

/**
 * What whoever follows a login is told when it has changed.
 *
 * @param version changes with whatever a page would show
 * @param events those that were not told before
 */
record LoginChange(String loginId, String version, boolean inProgress, Headline verdict, List<Event> events) {

    record Headline(VerdictCode code, Severity severity, String text, String advice) {}

    record Event(
            String type,
            Instant at,
            Instant publishedAt,
            @Nullable String traceId,
            Fact data) {
        static Event of(Published published) {
            var fact = published.fact();
            var trace = published.trace();
            return new Event(
                    fact.type(), fact.at(), published.publishedAt(), trace == null ? null : trace.traceId(), fact);
        }
    }

    static LoginChange of(Login login, Verdict verdict, List<Published> untold) {
        return new LoginChange(
                login.loginId(),
                version(login, verdict),
                login.inProgress(),
                new Headline(verdict.code(), verdict.severity(), verdict.text(), verdict.advice()),
                untold.stream().map(Event::of).toList());
    }

    /**
     * The verdict may change without an event: silence tells something, too. Its words are left out, for they may count
     * the seconds.
     */
    static String version(Login login, Verdict verdict) {
        var events = login.events().stream()
                .map(event -> event.fact().eventId())
                .sorted()
                .toList();
        return Integer.toHexString(Objects.hash(events, verdict.code(), login.inProgress()));
    }
}
