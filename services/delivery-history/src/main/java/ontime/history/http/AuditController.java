package ontime.history.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Instant;
import java.util.List;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.access.Witness;
import ontime.history.audit.Action;
import ontime.history.audit.AuditLog;
import ontime.history.audit.Outcome;
import ontime.history.audit.Subject;
import ontime.history.rights.Right;
import ontime.history.rights.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who has looked at what, of the caller's own tenants. There is no way here to change it. */
@RestController
class AuditController {

    private final AuditLog audit;
    private final Witness witness;

    AuditController(AuditLog audit, Witness witness) {
        this.audit = audit;
        this.witness = witness;
    }

    @GetMapping("/v1/audit")
    @Needs(Right.READ_AUDIT)
    @Operation(
            summary = "Who has looked at what and done what, the newest first (LEAD, ADMIN)",
            description = "Go on with the cursor that is given as next, until it is null. Reading the audit is written"
                    + " into it as well. What somebody typed stands here masked.",
            parameters = {
                @Parameter(name = "actor", description = "The whole name of who did it"),
                @Parameter(name = "action", schema = @Schema(implementation = Action.class)),
                @Parameter(name = "subject", description = "The whole value, such as the identifier of a login"),
                @Parameter(
                        name = "from",
                        description = "At this instant or after it",
                        example = "2026-03-02T10:00:00.000Z"),
                @Parameter(name = "to", description = "Before this instant", example = "2026-03-02T11:00:00.000Z"),
                @Parameter(name = "cursor", description = "What the page before gave as next"),
                @Parameter(
                        name = "limit",
                        schema = @Schema(type = "integer", minimum = "1", maximum = "1000", defaultValue = "100"))
            })
    @ApiResponse(responseCode = "200", description = "The entries")
    @ApiResponse(responseCode = "403", description = "The caller leads no tenant (problem+json)")
    Entries entries(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> query,
            @Parameter(hidden = true) @AuthenticationPrincipal HistoryUser user) {
        var filter = AuditRequest.read(query);
        witness.readAudit(user, Action.AUDIT_READ, filter.subjectOfReading());
        var page = audit.find(filter, user.tenants(Right.READ_AUDIT));
        return new Entries(page.entries().stream().map(Entry::of).toList(), AuditRequest.cursor(page.next()));
    }

    record Entries(List<Entry> entries, @Nullable String next) {}

    record Entry(
            long number,
            Instant at,
            String tenant,
            String actor,
            List<Role> roles,
            Action action,
            Subject subject,
            @Nullable String reason,
            Outcome outcome) {
        static Entry of(AuditLog.Numbered numbered) {
            var entry = numbered.entry();
            return new Entry(
                    numbered.number(),
                    entry.at(),
                    entry.tenant(),
                    entry.actor(),
                    entry.roles().stream().sorted().toList(),
                    entry.action(),
                    entry.subject(),
                    entry.reason(),
                    entry.outcome());
        }
    }
}
