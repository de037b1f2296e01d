package ontime.history.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.access.Witness;
import ontime.history.audit.Action;
import ontime.history.audit.Subject;
import ontime.history.facts.Challenge;
import ontime.history.facts.Fact;
import ontime.history.facts.Login;
import ontime.history.facts.LoginSearch;
import ontime.history.facts.Published;
import ontime.history.facts.Refusal;
import ontime.history.rights.Right;
import ontime.history.search.Fingerprints;
import ontime.history.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
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
import tools.jackson.databind.json.JsonMapper;

/** Looks logins up. A login of a tenant that the caller may not see does not exist for them. */
@RestController
@RequestMapping("/v1/logins")
class LoginsController {

    private final LoginSearch logins;
    private final Fingerprints fingerprints;
    private final HistorySettings settings;
    private final InstantSource clock;
    private final JsonMapper json;
    private final Witness witness;

    LoginsController(
            LoginSearch logins,
            Fingerprints fingerprints,
            HistorySettings settings,
            InstantSource clock,
            JsonMapper json,
            Witness witness) {
        this.logins = logins;
        this.fingerprints = fingerprints;
        this.settings = settings;
        this.clock = clock;
        this.json = json;
        this.witness = witness;
    }

    @GetMapping
    @SearchDescription
    @Needs(Right.LOOK_UP)
    Summaries search(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        var now = clock.instant();
        var criteria = SearchRequest.read(query, fingerprints, now);
        var page = logins.search(criteria, user.tenants(), now);
        witness.searched(user, Action.SEARCHED, Subject.search(criteria), page.logins());
        return new Summaries(
                page.logins().stream()
                        .map(login -> Summary.of(login, Verdict.of(login, settings.patience(), now)))
                        .toList(),
                SearchRequest.cursor(page.next()));
    }

    /** With an entity tag: whoever has this very answer is told so, and nothing more. */
    @GetMapping("/{loginId}")
    @LoginDescription
    @Needs(Right.LOOK_UP)
    ResponseEntity<Answer> one(
            @PathVariable String loginId, @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        var answer = find(loginId, user, Action.LOOKED_UP);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache().cachePrivate())
                .eTag(EntityTag.of(json.writeValueAsBytes(answer)))
                .body(answer);
    }

    /** The support pack: the same, as a file. Destinations are masked in it as everywhere. */
    @GetMapping("/{loginId}/export")
    @Operation(summary = "The support pack of a login: the same as a file, with destinations masked")
    @Needs(Right.LOOK_UP)
    ResponseEntity<Answer> export(
            @PathVariable String loginId, @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        var attachment = ContentDisposition.attachment().filename("login.json").build();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, attachment.toString())
                .body(find(loginId, user, Action.EXPORTED));
    }

    private Answer find(String loginId, HistoryUser user, Action action) {
        var now = clock.instant();
        var found = logins.find(loginId, user.tenants(), now);
        witness.asked(user, action, loginId, found);
        return found.map(login -> answer(login, now)).orElseThrow(RefusedCall::noSuchLogin);
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
                login.events().stream().map(Event::of).toList(),
                login.contacts().stream().map(ContactAnswer::of).toList());
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
            List<Event> events,
            List<ContactAnswer> contacts) {}

    /** What was read from a topic, without what is not kept. */
    record Event(
            String type,
            Instant at,
            Instant publishedAt,
            @Nullable String traceId,

            @Schema(type = "object", implementation = Object.class, description = "The event, without what is not kept")
            Fact data) {
        static Event of(Published published) {
            var fact = published.fact();
            var trace = published.trace();
            return new Event(
                    fact.type(), fact.at(), published.publishedAt(), trace == null ? null : trace.traceId(), fact);
        }
    }
}
