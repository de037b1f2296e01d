package ontime.history.console;

import ontime.history.access.HistoryUser;
import ontime.history.verdict.PlainWords;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What stands on every page around its content. */
@ControllerAdvice(assignableTypes = {ConsoleController.class, DelayController.class})
final class Frame {

    private final HistoryLag lag;

    Frame(HistoryLag lag) {
        this.lag = lag;
    }

    /**
     * @param user who is logged in; null on the page where people log in
     * @param behind how far the history is behind, where it is far
     */
    record Surroundings(@Nullable String user, @Nullable String behind) {}

    @ModelAttribute("frame")
    Surroundings surroundings(@AuthenticationPrincipal @Nullable HistoryUser user) {
        return new Surroundings(
                user == null ? null : user.name(),
                lag.worthTelling().map(PlainWords::of).orElse(null));
    }
}
