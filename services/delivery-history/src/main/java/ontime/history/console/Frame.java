package ontime.history.console;

import ontime.history.access.HistoryUser;
import ontime.history.rights.Grants;
import ontime.history.rights.Right;
import ontime.history.verdict.PlainWords;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What stands on every page around its content. */
@ControllerAdvice(assignableTypes = {ConsoleController.class, DelayController.class, AuditPageController.class})
final class Frame {

    private final HistoryLag lag;

    Frame(HistoryLag lag) {
        this.lag = lag;
    }

    /**
     * @param user who is logged in
     * @param behind how far the history is behind, where it is far
     * @param grants what the user may open
     */
    record Surroundings(@Nullable String user, @Nullable String behind, Grants grants) {

        public boolean logins() {
            return grants.allow(Right.LOOK_UP);
        }

        public boolean delays() {
            return grants.allow(Right.READ_FIGURES);
        }

        public boolean audit() {
            return grants.allow(Right.READ_AUDIT);
        }
    }

    @ModelAttribute("frame")
    Surroundings surroundings(@AuthenticationPrincipal @Nullable HistoryUser user) {
        return new Surroundings(
                user == null ? null : user.name(),
                lag.worthTelling().map(PlainWords::of).orElse(null),
                user == null ? Grants.NONE : user.grants());
    }
}
