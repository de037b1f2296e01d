package ontime.history.console;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import ontime.history.HistorySettings;
import ontime.history.ProjectionSettings;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.access.Witness;
import ontime.history.audit.Action;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.rights.Right;
import ontime.history.verdict.Verdict;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The console: recent logins, what a search finds, and the page of one login. */
@Controller
class ConsoleController {

    private static final int SHOWN = 30;

    /** Said by the issuer's link to a login for which it sends nothing, so that nothing can be known of it at first. */
    private static final String OF_APP = "app";

    private final LoginSearch logins;
    private final SlowLogins slowLogins;
    private final Actions actions;
    private final ActionsDone actionsDone;
    private final HistorySettings settings;
    private final ProjectionSettings projection;
    private final ConsoleSettings console;
    private final InstantSource clock;
    private final Witness witness;

    ConsoleController(
            LoginSearch logins,
            SlowLogins slowLogins,
            Actions actions,
            ActionsDone actionsDone,
            HistorySettings settings,
            ProjectionSettings projection,
            ConsoleSettings console,
            InstantSource clock,
            Witness witness) {
        this.logins = logins;
        this.slowLogins = slowLogins;
        this.actions = actions;
        this.actionsDone = actionsDone;
        this.settings = settings;
        this.projection = projection;
        this.console = console;
        this.clock = clock;
        this.witness = witness;
    }

    @GetMapping("/")
    @Needs(Right.LOOK_UP)
    String search(@RequestParam Map<String, String> address, @AuthenticationPrincipal HistoryUser user, Model model) {
        var now = clock.instant();
        model.addAttribute("page", found(SearchForm.of(address, now), user, now));
        return "search";
    }

    private SearchPage found(SearchForm form, HistoryUser user, Instant now) {
        if (form.isOfDelays()) {
            var slow = slowLogins.behind(form, user.tenants(), now, SHOWN);
            witness.searched(user, Action.SEARCHED, form.subject(), slow.logins());
            return SearchPage.ofDelays(form, hits(slow.logins(), now), slow.more());
        }
        var page = logins.search(form.criteria(SHOWN), user.tenants(), now);
        witness.searched(user, Action.SEARCHED, form.subject(), page.logins());
        return SearchPage.of(form, hits(page.logins(), now), page.next());
    }

    private List<SearchPage.Hit> hits(List<Login> found, Instant now) {
        return found.stream()
                .map(login -> SearchPage.Hit.of(login, Verdict.of(login, settings.patience(), now), now))
                .toList();
    }

    @GetMapping("/logins/{loginId}")
    @Needs(Right.LOOK_UP)
    String login(
            @PathVariable String loginId,
            @RequestParam(defaultValue = "") String code,
            @AuthenticationPrincipal HistoryUser user,
            Model model,
            HttpServletResponse response) {
        var now = clock.instant();
        var login = logins.find(loginId, user.tenants(), now);
        witness.asked(user, Action.LOOKED_UP, loginId, login);
        if (login.isEmpty()) {
            if (code.equals(OF_APP)) {
                model.addAttribute("loginId", loginId);
                return "untyped";
            }
            response.setStatus(HttpStatus.NOT_FOUND.value());
            model.addAttribute("page", MissingPage.of(loginId, projection.retention(), now));
            return "missing";
        }
        var patience = settings.patience();
        var verdict = Verdict.of(login.get(), patience, now);
        model.addAttribute("page", LoginPage.of(login.get(), verdict, patience, console.traceUrl(), now));
        model.addAttribute("offers", actions.offers(login.get(), user));
        model.addAttribute("done", actionsDone.of(login.get()));
        return "login";
    }
}
