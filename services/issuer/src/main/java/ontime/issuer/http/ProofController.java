package ontime.issuer.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Checking;
import ontime.issuer.challenge.Issuing;
import ontime.issuer.policy.Policies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Proves contacts with codes, for the directory: they go where the request says, whatever the policy says of named
 * destinations. They log nobody in, so that an auth service's credential is no good here, and this one is none there.
 */
@RestController
@Needs(Role.ADMIN)
@RequestMapping(path = "/v1/contact-proofs", produces = MediaType.APPLICATION_JSON_VALUE)
final class ProofController {

    private final Policies policies;
    private final Issuing issuing;
    private final Checking checking;
    private final Answers answers;
    private final InstantSource clock;

    ProofController(Policies policies, Issuing issuing, Checking checking, Answers answers, InstantSource clock) {
        this.policies = policies;
        this.issuing = issuing;
        this.checking = checking;
        this.answers = answers;
        this.clock = clock;
    }

    @PostMapping
    @Operation(summary = "Sends a code that proves a contact (ADMIN)")
    @ApiResponse(
            responseCode = "201",
            description = "The challenge; the same for the same Idempotency-Key and body",
            content = @Content(schema = @Schema(implementation = Answers.ChallengeAnswer.class)))
    @ResponseStatus(HttpStatus.CREATED)
    String ask(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody ChallengeBody body) {
        if (body.loginId() == null || !body.loginId().startsWith(Challenge.PROOF)) {
            throw Refusal.malformed("loginId", "must begin with " + Challenge.PROOF);
        }
        if (body.phone() == null && body.email() == null) {
            throw Refusal.malformed("phone", "or email must be there: it is what is to be proved");
        }
        var once = IdempotencyKey.once(key, body, answers);
        var policy = policies.current(caller.tenant());
        return answers.answer(issuing.prove(caller.tenant(), policy, body.toRequest(clock.instant()), once));
    }

    @PostMapping("/{challengeId}/check")
    @Operation(summary = "Checks the code that proves a contact (ADMIN)")
    Answers.CheckAnswer check(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String challengeId,
            @RequestBody CheckBody body) {
        return checking.checkProof(caller.tenant(), Identifier.challenge(challengeId), body.digits())
                .map(Answers::of)
                .orElseThrow(() -> Refusal.unknown("challenge"));
    }
}
