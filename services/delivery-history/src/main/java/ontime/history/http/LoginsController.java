package ontime.history.http;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.facts.Challenge;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.facts.Published;
import ontime.history.facts.Refusal;
import ontime.history.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Looks logins up. A login of a tenant that the caller may not see does not exist for them. */
@RestController
@RequestMapping("/v1/logins")
class LoginsController {

    private final LoginSearch logins;
    private final HistorySettings settings;
    private final InstantSource clock;

    LoginsController(LoginSearch logins, HistorySettings settings, InstantSource clock) {
        this.logins = logins;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping
    Summaries search(@RequestParam MultiValueMap<String, String> query, @AuthenticationPrincipal HistoryUser user) {
        var now = clock.instant();
        var page = logins.search(SearchRequest.read(query), user.tenants(), now);
        return new Summaries(
                page.logins().stream()
                        .map(login -> Summary.of(login, Verdict.of(login, settings.patience(), now)))
                        .toList(),
                SearchRequest.cursor(page.next()));
    }

    @GetMapping("/{loginId}")
    Answer one(@PathVariable String loginId, @AuthenticationPrincipal HistoryUser user) {
        var now = clock.instant();
        return logins.find(loginId, user.tenants(), now)
                .map(login -> answer(login, now))
                .orElseThrow(RefusedCall::noSuchLogin);
    }

    /** The support pack: the same, as a file. Destinations are masked in it as everywhere. */
    @GetMapping("/{loginId}/export")
    ResponseEntity<Answer> export(@PathVariable String loginId, @AuthenticationPrincipal HistoryUser user) {
        var attachment = ContentDisposition.attachment().filename("login.json").build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(one(loginId, user));
    }

    private Answer answer(Login login, Instant now) {
        return new Answer(
                login.loginId(),
                login.tenant(),
                login.userId(),
                login.clickedAt(),
                Verdict.of(login, settings.patience(), now),
                login.inProgress(),
                login.challenges(),
                login.refusals(),
                login.events().stream().map(Event::of).toList());
    }

    record Summaries(List<Summary> logins, @Nullable String next) {}

    record Answer(
            String loginId,
            String tenant,
            String userId,
            Instant clickedAt,
            Verdict verdict,
            boolean inProgress,
            List<Challenge> challenges,
            List<Refusal> refusals,
            List<Event> events) {}

    /** What was read from a topic, without what is not kept. */
    record Event(String type, Instant at, Instant publishedAt, Fact data) {
        static Event of(Published published) {
            var fact = published.fact();
            return new Event(fact.type(), fact.at(), published.publishedAt(), fact);
        }
    }
}
