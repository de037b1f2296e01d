package ontime.issuer.http;

import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.challenge.Cancelling;
import ontime.issuer.challenge.Once;
import ontime.issuer.challenge.Resending;
import ontime.issuer.challenge.Resent;
import ontime.issuer.policy.Policies;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What support does for somebody on the telephone. Each time it logs a line with the name of the agent. */
@RestController
@Needs(Role.AGENT)
@RequestMapping(path = "/v1/agent/challenges/{challengeId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class AgentController {

    private static final Logger LOG = LoggerFactory.getLogger(AgentController.class);

    private final Policies policies;
    private final Resending resending;
    private final Cancelling cancelling;
    private final Answers answers;

    AgentController(Policies policies, Resending resending, Cancelling cancelling, Answers answers) {
        this.policies = policies;
        this.resending = resending;
        this.cancelling = cancelling;
        this.answers = answers;
    }

    /** From when on it may be sent again, before somebody orders that. */
    @GetMapping
    Answers.ChallengeAnswer find(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller, @PathVariable String challengeId) {
        return cancelling
                .find(caller.tenant(), Identifier.challenge(challengeId))
                .map(answers::of)
                .orElseThrow(() -> Refusal.unknown("challenge"));
    }

    @PostMapping("/resend")
    String resend(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String challengeId,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody AgentBody body) {
        String known = Identifier.challenge(challengeId);
        String reason = body.why();
        var channel = body.toChannel();
        var once = new Once(
                IdempotencyKey.ofAgent(key),
                Once.asked(known, body.channel()),
                answers::write,
                Once.Refusals.MAY_BE_REPEATED);
        var policy = policies.current(caller.tenant());
        return switch (resending.resend(caller.tenant(), policy, known, channel, once)) {
            case Resent.Sent sent -> {
                var routing = sent.challenge().sending().routing();
                LOG.info(
                        "{} of {} had the code of {} sent again over {}: {}",
                        caller.name(),
                        caller.tenant(),
                        known,
                        routing.used(),
                        reason);
                yield answers.write(sent.challenge());
            }
            case Resent.Repeated repeated -> repeated.answer();
            case Resent.OtherUnderSameKey _ -> throw Refusal.otherUnderSameKey();
            case Resent.NotSent notSent -> throw Refusal.of(notSent);
        };
    }

    /** Answers with the challenge as it is now: what was over before stays as it was. */
    @PostMapping("/cancel")
    Answers.ChallengeAnswer cancel(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String challengeId,
            @RequestBody AgentBody body) {
        String known = Identifier.challenge(challengeId);
        String reason = body.why();
        var now = cancelling
                .cancel(caller.tenant(), known)
                .flatMap(_ -> cancelling.find(caller.tenant(), known))
                .orElseThrow(() -> Refusal.unknown("challenge"));
        LOG.info("{} of {} cancelled {}, which is {}: {}", caller.name(), caller.tenant(), known, now.state(), reason);
        return answers.of(now);
    }
}
