package ontime.directory.http;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import ontime.directory.access.Caller;
import ontime.directory.access.Role;
import ontime.directory.user.Registering;
import ontime.directory.user.UserKey;
import ontime.directory.user.Watching;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Users: adds, shows, finds and erases them. */
@RestController
@RequestMapping(path = "/v1/users", produces = MediaType.APPLICATION_JSON_VALUE)
final class UserController {

    private static final int USUAL_PAGE = 50;
    private static final int LARGEST_PAGE = 200;

    private final Users users;
    private final Watching watching;
    private final Registering registering;

    UserController(Users users, Watching watching, Registering registering) {
        this.users = users;
        this.watching = watching;
        this.registering = registering;
    }

    /** @param locale the language that the person reads (BCP 47) */
    record Wanted(@Nullable String locale, @Nullable String reason) {}

    /** @param next to be given as {@code cursor}; null on the last page */
    record Found(List<UserAnswer> users, @Nullable String next) {}

    @PutMapping("/{userId}")
    @Needs({Role.SERVICE, Role.ADMIN})
    @Operation(summary = "Adds a user (201), or changes what is not a contact of theirs (200)")
    ResponseEntity<UserAnswer> put(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable Wanted body) {
        var wanted = body == null ? new Wanted(null, null) : body;
        UserKey user = Identifier.newUser(caller, userId);
        boolean fresh =
                registering.put(user, Users.locale(wanted.locale()), Reason.actor(caller, reason, wanted.reason()));
        return users.answer(caller, fresh ? HttpStatus.CREATED : HttpStatus.OK, user);
    }

    @GetMapping("/{userId}")
    @Needs({Role.SERVICE, Role.ADMIN})
    @Operation(summary = "A user, their contacts, and how far each follower is with them")
    ResponseEntity<UserAnswer> show(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller, @PathVariable String userId) {
        return users.answer(caller, HttpStatus.OK, Identifier.user(caller, userId));
    }

    @GetMapping
    @Needs(Role.ADMIN)
    @Operation(summary = "Users by the beginning of their identifier, or by a whole phone number or address")
    Found search(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit) {
        int size = limit == null ? USUAL_PAGE : limit;
        if (size < 1 || size > LARGEST_PAGE) {
            throw Refusal.malformed("limit", "must be 1 to " + LARGEST_PAGE);
        }
        var found = watching.users(caller.tenant(), caller.name(), users.search(caller.tenant(), q), cursor, size + 1);
        var page = found.stream()
                .limit(size)
                .map(sight -> users.show(caller, sight))
                .toList();
        return new Found(page, found.size() > size ? page.getLast().userId() : null);
    }

    @DeleteMapping("/{userId}")
    @Needs(Role.ADMIN)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Erases a user here, and tells every follower and the history to do the same")
    void erase(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String reason,
            @RequestBody(required = false) @Nullable Reason body) {
        registering.erase(
                Identifier.user(caller, userId), Reason.actor(caller, reason, body == null ? null : body.reason()));
    }
}
