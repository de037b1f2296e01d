package ontime.history.console;

import java.time.InstantSource;
import java.util.regex.Pattern;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.facts.LoginSearch;
import ontime.history.facts.LoginSearch.Criteria;
import ontime.history.verdict.Verdict;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The console: recent logins, what a search finds, and the page of one login. */
@Controller
class ConsoleController {

    private static final int SHOWN = 30;
    private static final Pattern DESTINATION = Pattern.compile("\\+?[0-9 ()-]{7,}|[^@\\s]+@[^@\\s]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final LoginSearch logins;
    private final HistorySettings settings;
    private final InstantSource clock;

    ConsoleController(LoginSearch logins, HistorySettings settings, InstantSource clock) {
        this.logins = logins;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/")
    String search(@RequestParam(defaultValue = "") String q, @AuthenticationPrincipal HistoryUser user, Model model) {
        var now = clock.instant();
        var query = CONTROL.matcher(q).replaceAll(" ").strip();
        var criteria = new Criteria(query.isEmpty() ? null : query, null, null, null, null, null, null, null, SHOWN);
        var hits = logins.search(criteria, user.tenants(), now).logins().stream()
                .map(login -> SearchPage.Hit.of(login, Verdict.of(login, settings.patience(), now)))
                .toList();
        model.addAttribute(
                "page", new SearchPage(query, DESTINATION.matcher(query).matches(), hits));
        return "search";
    }

    @GetMapping("/logins/{loginId}")
    String login(@PathVariable String loginId, @AuthenticationPrincipal HistoryUser user, Model model) {
        var now = clock.instant();
        var login = logins.find(loginId, user.tenants(), now)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        model.addAttribute("page", LoginPage.of(login, Verdict.of(login, settings.patience(), now)));
        return "login";
    }

    @GetMapping("/login")
    String welcome() {
        return "welcome";
    }
}
