package ontime.history.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import ontime.history.HistorySettings;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.access.Witness;
import ontime.history.audit.Action;
import ontime.history.audit.AuditLog;
import ontime.history.audit.Subject;
import ontime.history.csv.CsvTable;
import ontime.history.facts.LoginSearch;
import ontime.history.rights.Right;
import ontime.history.search.Fingerprints;
import ontime.history.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** What a search finds and what the audit holds as tables for spreadsheets, as much as one page may hold. */
@RestController
class CsvController {

    private static final MediaType CSV = new MediaType("text", "csv", UTF_8);

    private final LoginSearch logins;
    private final AuditLog audit;
    private final Fingerprints fingerprints;
    private final HistorySettings settings;
    private final InstantSource clock;
    private final Witness witness;

    CsvController(
            LoginSearch logins,
            AuditLog audit,
            Fingerprints fingerprints,
            HistorySettings settings,
            InstantSource clock,
            Witness witness) {
        this.logins = logins;
        this.audit = audit;
        this.fingerprints = fingerprints;
        this.settings = settings;
        this.clock = clock;
        this.witness = witness;
    }

    @GetMapping("/v1/logins.csv")
    @Needs(Right.LOOK_UP)
    @Operation(
            summary = "What GET /v1/logins finds, as a table; masked as everywhere",
            description = "Takes the same parameters; limit is 200 if it is not given. Where there is more, the header"
                    + " Link names the next part (rel=next).")
    ResponseEntity<String> logins(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        var now = clock.instant();
        var criteria = SearchRequest.read(withLimit(query, LoginSearch.Criteria.MOST), fingerprints, now);
        var page = logins.search(criteria, user.tenants(), now);
        witness.searched(user, Action.EXPORTED, Subject.search(criteria), page.logins());
        var table = new CsvTable(
                "login",
                "tenant",
                "user",
                "clicked at",
                "verdict",
                "severity",
                "what happened",
                "reference",
                "channel",
                "destination",
                "status");
        for (var login : page.logins()) {
            var line = Summary.of(login, Verdict.of(login, settings.patience(), now));
            table.row(Arrays.asList(
                    line.loginId(),
                    line.tenant(),
                    line.userId(),
                    line.clickedAt(),
                    line.verdict().code(),
                    line.verdict().severity(),
                    line.verdict().text(),
                    line.reference(),
                    line.channel(),
                    line.destination(),
                    line.status() == null ? null : line.status().told()));
        }
        return file("logins.csv", table, next("/v1/logins.csv", query, SearchRequest.cursor(page.next())));
    }

    @GetMapping("/v1/audit.csv")
    @Needs(Right.READ_AUDIT)
    @Operation(
            summary = "What GET /v1/audit finds, as a table (LEAD, ADMIN)",
            description = "Takes the same parameters; limit is 1000 if it is not given. Where there is more, the header"
                    + " Link names the next part (rel=next).")
    ResponseEntity<String> audit(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        var filter = AuditRequest.read(withLimit(query, AuditLog.Filter.MOST));
        witness.readAudit(user, Action.EXPORTED, filter.subjectOfReading());
        var page = audit.find(filter, user.tenants(Right.READ_AUDIT));
        var table =
                new CsvTable("number", "at", "tenant", "who", "roles", "action", "kind", "about", "reason", "outcome");
        for (var numbered : page.entries()) {
            var entry = numbered.entry();
            table.row(Arrays.asList(
                    numbered.number(),
                    entry.at(),
                    entry.tenant(),
                    entry.actor(),
                    String.join(
                            " ", entry.roles().stream().map(Enum::name).sorted().toList()),
                    entry.action(),
                    entry.subject().kind(),
                    entry.subject().value(),
                    entry.reason(),
                    entry.outcome()));
        }
        return file("audit.csv", table, next("/v1/audit.csv", query, AuditRequest.cursor(page.next())));
    }

    private static MultiValueMap<String, String> withLimit(MultiValueMap<String, String> query, int most) {
        var limited = new LinkedMultiValueMap<>(query);
        limited.putIfAbsent("limit", List.of(Integer.toString(most)));
        return limited;
    }

    private static @Nullable String next(String path, MultiValueMap<String, String> query, @Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        var next = new LinkedMultiValueMap<>(query);
        next.set("cursor", cursor);
        var address = UriComponentsBuilder.fromPath(path);
        var values = new HashMap<String, Object>();
        next.forEach((name, given) -> {
            // As a variable: what a value holds is never read as part of the address.
            address.queryParam(name, "{" + name + "}");
            values.put(name, given.getFirst());
        });
        return address.encode().buildAndExpand(values).toUriString();
    }

    private static ResponseEntity<String> file(String name, CsvTable table, @Nullable String next) {
        var answer = ResponseEntity.ok()
                .contentType(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString());
        if (next != null) {
            answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
        return answer.body(table.toString());
    }
}
