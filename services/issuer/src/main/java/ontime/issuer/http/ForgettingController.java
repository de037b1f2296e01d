package ontime.issuer.http;

import io.swagger.v3.oas.annotations.Operation;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.challenge.Forgetting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Forgets a user. It logs a line. */
@RestController
@Needs({Role.ADMIN, Role.AGENT_ADMIN})
final class ForgettingController {

    private static final Logger LOG = LoggerFactory.getLogger(ForgettingController.class);

    private final Forgetting forgetting;

    ForgettingController(Forgetting forgetting) {
        this.forgetting = forgetting;
    }

    @DeleteMapping("/v1/users/{userId}/data")
    @Operation(summary = "Forgets what is known of a user's challenges and logins (ADMIN)")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void forget(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String userId,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) @Nullable Reason body) {
        String reason = Reason.read(header, body);
        int challenges =
                forgetting.forget(caller.tenant(), Identifier.user(userId)).orElseThrow(Refusal::unknownUser);
        // Not who: a log outlives what it tells of.
        LOG.info(
                "{} of {} had a user forgotten, with {} challenges: {}",
                caller.name(),
                caller.tenant(),
                challenges,
                reason);
    }
}
