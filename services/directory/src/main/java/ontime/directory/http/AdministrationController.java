package ontime.directory.http;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.util.List;
import ontime.directory.access.Caller;
import ontime.directory.access.Role;
import ontime.directory.following.Reconciling;
import ontime.directory.user.Administering;
import ontime.directory.user.AuditEntry;
import ontime.directory.user.Lookup;
import ontime.directory.user.Settings;
import ontime.directory.user.Watching;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What an administrator does besides contacts, each time with a reason, and the record of it. */
@RestController
@Needs(Role.ADMIN)
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class AdministrationController {

    private static final int USUAL_PAGE = 100;
    private static final int LARGEST_PAGE = 500;
    private static final int LONGEST_URL = 500;

    private final Users users;
    private final Watching watching;
    private final Administering administering;
    private final Reconciling reconciling;

    AdministrationController(Users users, Watching watching, Administering administering, Reconciling reconciling) {
        this.users = users;
        this.watching = watching;
        this.administering = administering;
        this.reconciling = reconciling;
    }

    /** @param before sessions that began before this instant are to end */
    record Revoked(String userId, String before) {}

    /**
     * What is wanted of all users.
     *
     * @param version grows with each change; 0 until there was one
     * @param twoStepRequired whether a user without a method is to set one up before they may go on
     * @param enrolmentUrl where they do that, an https address
     */
    record Wanted(
            @Nullable Boolean twoStepRequired,
            @Nullable String enrolmentUrl,
            @Nullable String reason,
            @Nullable Long version) {}

    record Shown(
            long version, boolean twoStepRequired, @Nullable String enrolmentUrl) {}

    /** @param next to be given as {@code before}; null on the last page */
    record Audit(List<Entry> entries, @Nullable Long next) {}

    record Entry(
            long number,
            String at,
            String actor,
            String role,
            AuditEntry.Action action,
            @Nullable String userId,
            @Nullable String reason,
            @Nullable String detail) {

        static Entry of(Lookup.Numbered numbered) {
            var entry = numbered.entry();
            return new Entry(
                    numbered.number(),
                    Times.format(entry.at()),
                    entry.actor().name(),
                    entry.actor().by().name(),
                    entry.action(),
                    entry.userId(),
                    entry.actor().reason(),
                    entry.detail());
        }
    }

    @DeleteMapping("/users/{userId}/methods/{method}")
    @Needs({Role.SERVICE, Role.ADMIN})
    @Operation(summary = "Takes one method of login away")
    ResponseEntity<UserAnswer> removeMethod(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @PathVariable String method,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason) {
        var user = Identifier.user(caller, userId);
        administering.remove(user, Identifier.method(method), Reason.actor(caller, reason, null));
        return users.answer(caller, HttpStatus.OK, user);
    }

    @PostMapping("/users/{userId}/reset")
    @Operation(summary = "Takes all methods away: the user has to set one up at the next login")
    ResponseEntity<UserAnswer> reset(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable Reason body) {
        var user = Identifier.user(caller, userId);
        administering.reset(user, Reason.actor(caller, reason, body == null ? null : body.reason()));
        return users.answer(caller, HttpStatus.OK, user);
    }

    @PostMapping("/users/{userId}/sessions/revoke")
    @Operation(summary = "Every session of the user that began until now is to end")
    ResponseEntity<Revoked> revoke(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable Reason body) {
        var event = administering.revokeSessions(
                Identifier.user(caller, userId), Reason.actor(caller, reason, body == null ? null : body.reason()));
        return ResponseEntity.accepted().body(new Revoked(userId, Times.format(event.getBefore())));
    }

    @PostMapping("/users/{userId}/reconcile")
    @Operation(summary = "Compares what the stores outside hold of the user with what they should, in a moment")
    ResponseEntity<UserAnswer> reconcile(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable Reason body) {
        var user = Identifier.user(caller, userId);
        reconciling.reconcile(user, Reason.actor(caller, reason, body == null ? null : body.reason()));
        return users.answer(caller, HttpStatus.ACCEPTED, user);
    }

    @GetMapping("/settings")
    @Operation(summary = "What is wanted of all users")
    ResponseEntity<Shown> settings(@RequestAttribute(CredentialFilter.CALLER) Caller caller) {
        return answer(users.lookup().settings(caller.tenant()));
    }

    @PutMapping("/settings")
    @Operation(summary = "Says what is wanted of all users")
    ResponseEntity<Shown> change(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody Wanted wanted) {
        if (wanted.twoStepRequired() == null) {
            throw Refusal.malformed("twoStepRequired", "must be true or false");
        }
        return answer(administering.change(
                caller.tenant(),
                wanted.twoStepRequired(),
                url(wanted.enrolmentUrl()),
                IfMatch.read(ifMatch),
                Reason.actor(caller, reason, wanted.reason())));
    }

    private static @Nullable String url(@Nullable String given) {
        if (given == null) {
            return null;
        }
        try {
            var url = URI.create(given);
            if ("https".equals(url.getScheme()) && url.getHost() != null && given.length() <= LONGEST_URL) {
                return given;
            }
        } catch (IllegalArgumentException e) {
            throw noUrl();
        }
        throw noUrl();
    }

    private static Refusal noUrl() {
        return Refusal.malformed("enrolmentUrl", "must be an https address of at most 500 characters");
    }

    private static ResponseEntity<Shown> answer(Settings settings) {
        return ResponseEntity.ok()
                .eTag("\"" + settings.revision() + "\"")
                .body(new Shown(settings.revision(), settings.twoStepRequired(), settings.enrolmentUrl()));
    }

    @GetMapping("/audit")
    @Operation(summary = "Who did what, to whom and why; newest first")
    Audit audit(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestParam(required = false) @Nullable String user,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = limit == null ? USUAL_PAGE : limit;
        if (size < 1 || size > LARGEST_PAGE) {
            throw Refusal.malformed("limit", "must be 1 to " + LARGEST_PAGE);
        }
        var found = watching.audit(caller.tenant(), caller.name(), user, before, size + 1);
        var page = found.stream().limit(size).map(Entry::of).toList();
        return new Audit(page, found.size() > size ? page.getLast().number() : null);
    }
}
