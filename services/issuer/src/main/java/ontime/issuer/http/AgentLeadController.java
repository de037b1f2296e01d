package ontime.issuer.http;

import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.challenge.Lifted;
import ontime.issuer.challenge.Revealed;
import ontime.issuer.challenge.Revealing;
import ontime.issuer.challenge.Suppressing;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * What only those do who lead support: see where a code went, and let messages go to a destination again. Each time it
 * logs a line with the name of the agent, and never the destination.
 */
@RestController
@Needs(Role.AGENT_LEAD)
@RequestMapping(path = "/v1/agent", produces = MediaType.APPLICATION_JSON_VALUE)
final class AgentLeadController {

    private static final Logger LOG = LoggerFactory.getLogger(AgentLeadController.class);

    private final Revealing revealing;
    private final Suppressing suppressing;

    AgentLeadController(Revealing revealing, Suppressing suppressing) {
        this.revealing = revealing;
        this.suppressing = suppressing;
    }

    /** @param destination the whole one */
    record Shown(String destination) {
        @Override
        public String toString() {
            return "Shown[secret]";
        }
    }

    @PostMapping("/challenges/{challengeId}/reveal")
    ResponseEntity<Shown> reveal(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String challengeId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody AgentBody body) {
        String known = Identifier.challenge(challengeId);
        String reason = body.why();
        var channel = body.requiredChannel();
        var once = IdempotencyKey.ofAgent(key);
        return switch (revealing.reveal(caller.tenant(), caller.name(), known, channel, once)) {
            case Revealed.Whole whole -> {
                LOG.info(
                        "{} of {} was shown where the {} of {} went: {}",
                        caller.name(),
                        caller.tenant(),
                        channel,
                        known,
                        reason);
                yield ResponseEntity.ok()
                        .cacheControl(CacheControl.noStore())
                        .body(new Shown(whole.destination().whole()));
            }
            case Revealed.SeenBefore _ -> throw Refusal.seenBefore();
            case Revealed.RateLimited limited -> throw Refusal.rateLimited(limited.reached(), limited.pause());
            case Revealed.NotKept _ -> throw Refusal.notKept();
            case Revealed.Unknown _ -> throw Refusal.unknown("delivery");
        };
    }

    @GetMapping("/suppressions")
    SuppressionController.Suppressions suppressions(@RequestAttribute(CredentialFilter.CALLER) Caller caller) {
        return SuppressionController.Suppressions.of(suppressing.inForce(caller.tenant()));
    }

    @PostMapping("/suppressions/{id}/lift")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody AgentBody body) {
        String reason = body.why();
        switch (suppressing.lift(caller.tenant(), id, IdempotencyKey.ofAgent(key))) {
            case Lifted.Now(var lifted) ->
                LOG.info(
                        "{} of {} lifted the suppression of {} ({}): {}",
                        caller.name(),
                        caller.tenant(),
                        lifted.masked(),
                        lifted.cause(),
                        reason);
            case Lifted.Before _ -> {}
            case Lifted.OtherUnderSameKey _ -> throw Refusal.otherUnderSameKey();
            case Lifted.Unknown _ -> throw Refusal.unknown("suppression");
        }
    }
}
