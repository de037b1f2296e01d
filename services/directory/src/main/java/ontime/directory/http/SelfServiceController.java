package ontime.directory.http;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Pattern;
import ontime.directory.access.Caller;
import ontime.directory.access.Role;
import ontime.directory.user.Inviting;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Links to the page where users look after their own methods. */
@RestController
@Needs(Role.SERVICE)
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class SelfServiceController {

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);
    private static final Duration LONGEST_SESSION = Duration.ofDays(366);

    private final Inviting inviting;
    private final InstantSource clock;

    SelfServiceController(Inviting inviting, InstantSource clock) {
        this.inviting = inviting;
        this.clock = clock;
    }

    record Link(String url, String expiresAt) {

        /** Without the secret. */
        @Override
        public String toString() {
            return "Link[...]";
        }
    }

    record Token(@Nullable String token) {

        @Override
        public String toString() {
            return "Token[...]";
        }
    }

    record Owner(String userId) {}

    /** @param loggedInAt when the user last logged in; left out, it is now */
    record Login(@Nullable String loggedInAt) {}

    /** Two machines' clocks differ by less than a minute: a login in the future would stay recent for too long. */
    private @Nullable Instant past(@Nullable String loggedInAt) {
        var at = Times.read("loggedInAt", loggedInAt);
        var now = clock.instant();
        if (at != null && (at.isAfter(now.plus(CLOCKS_DIFFER)) || at.isBefore(now.minus(LONGEST_SESSION)))) {
            throw Refusal.malformed("loggedInAt", "must be when the user last logged in, within the last year");
        }
        return at;
    }

    @PostMapping("/users/{userId}/self-service")
    @Operation(summary = "A link to the user's own page, good once and for ten minutes; ends what older ones began")
    ResponseEntity<Link> invite(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestBody(required = false) @Nullable Login login) {
        var user = Identifier.user(caller, userId);
        var link = inviting.invite(
                user, login == null ? null : past(login.loggedInAt()), Reason.actor(caller, null, null));
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new Link(link.url(), Times.format(link.expiresAt())));
    }

    @PostMapping("/self-service/redeem")
    @Operation(summary = "Whose link it is; it is used up by this")
    Owner redeem(@RequestAttribute(CredentialFilter.CALLER) Caller caller, @RequestBody Token token) {
        if (token.token() == null || !TOKEN.matcher(token.token()).matches()) {
            throw Refusal.malformed("token", "must be what stands behind #token= in the link");
        }
        return new Owner(inviting.redeem(caller.tenant(), token.token(), Reason.actor(caller, null, null))
                .userId());
    }
}
