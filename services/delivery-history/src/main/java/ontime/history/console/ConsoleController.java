package ontime.history.console;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
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

    private final LoginSearch logins;
    private final SlowLogins slowLogins;
    private final HistorySettings settings;
    private final InstantSource clock;

    ConsoleController(LoginSearch logins, SlowLogins slowLogins, HistorySettings settings, InstantSource clock) {
        this.logins = logins;
        this.slowLogins = slowLogins;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/")
    String search(@RequestParam Map<String, String> address, @AuthenticationPrincipal HistoryUser user, Model model) {
        model.addAttribute("page", found(SearchForm.of(address), user.tenants(), clock.instant()));
        return "search";
    }

    private SearchPage found(SearchForm form, Set<String> tenants, Instant now) {
        if (form.isOfDelays()) {
            return SearchPage.of(form, hits(slowLogins.behind(form, tenants, now, SHOWN), now), null);
        }
        var page = logins.search(form.criteria(SHOWN), tenants, now);
        return SearchPage.of(form, hits(page.logins(), now), page.next());
    }

    private List<SearchPage.Hit> hits(List<Login> found, Instant now) {
        return found.stream()
                .map(login -> SearchPage.Hit.of(login, Verdict.of(login, settings.patience(), now), now))
                .toList();
    }

    @GetMapping("/logins/{loginId}")
    String login(
            @PathVariable String loginId,
            @AuthenticationPrincipal HistoryUser user,
            Model model,
            HttpServletResponse response) {
        var now = clock.instant();
        var login = logins.find(loginId, user.tenants(), now);
        if (login.isEmpty()) {
            response.setStatus(HttpStatus.NOT_FOUND.value());
            model.addAttribute("page", MissingPage.of(loginId, now));
            return "missing";
        }
        var patience = settings.patience();
        var verdict = Verdict.of(login.get(), patience, now);
        model.addAttribute("page", LoginPage.of(login.get(), verdict, patience, now));
        return "login";
    }

    @GetMapping("/login")
    String welcome() {
        return "welcome";
    }
}
