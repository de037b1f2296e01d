package ontime.history.console;

import java.util.Objects;
import ontime.events.TraceParent;
import ontime.history.facts.Login;
import ontime.history.facts.Published;
import org.jspecify.annotations.Nullable;

/**
 * The trace that a login belongs to.
 *
 * @param address where it is shown; null where nobody keeps it, or where this console was not told who does
 */
record LoginTrace(String id, @Nullable String address) {

    /** That of the first event which came with one: what happens to a login later joins it. Null for none. */
    static @Nullable LoginTrace of(Login login, @Nullable String template) {
        return login.events().stream()
                .map(Published::trace)
                .filter(Objects::nonNull)
                .findFirst()
                .map(trace -> new LoginTrace(trace.traceId(), address(trace, template)))
                .orElse(null);
    }

    /** An identifier has only hexadecimal digits: nothing of it can change where the address leads. */
    private static @Nullable String address(TraceParent trace, @Nullable String template) {
        return template == null || !trace.sampled() ? null : template.replace("{traceId}", trace.traceId());
    }
}
