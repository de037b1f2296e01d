package ontime.issuer.http;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.InstantSource;
import java.util.Optional;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.challenge.Cancelling;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Checked;
import ontime.issuer.challenge.Checking;
import ontime.issuer.challenge.Issuing;
import ontime.issuer.challenge.Resending;
import ontime.issuer.challenge.Resent;
import ontime.issuer.policy.Policies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asks for codes, checks them, looks challenges up and cancels them. The tenant comes from the credential. */
@RestController
@Needs(Role.ISSUE)
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class ChallengeController {

    private final Policies policies;
    private final Issuing issuing;
    private final Checking checking;
    private final Resending resending;
    private final Cancelling cancelling;
    private final Answers answers;
    private final InstantSource clock;

    ChallengeController(
            Policies policies,
            Issuing issuing,
            Checking checking,
            Resending resending,
            Cancelling cancelling,
            Answers answers,
            InstantSource clock) {
        this.policies = policies;
        this.issuing = issuing;
        this.checking = checking;
        this.resending = resending;
        this.cancelling = cancelling;
        this.answers = answers;
        this.clock = clock;
    }

    @PostMapping("/challenges")
    @Operation(summary = "Makes a code for a login and sends it")
    @ApiResponse(
            responseCode = "201",
            description = "The challenge; the same for the same Idempotency-Key and body",
            content = @Content(schema = @Schema(implementation = Answers.ChallengeAnswer.class)))
    @ResponseStatus(HttpStatus.CREATED)
    String ask(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody ChallengeBody body) {
        if (body.loginId() != null && body.loginId().startsWith(Challenge.PROOF)) {
            throw Refusal.malformed("loginId", "must not begin with " + Challenge.PROOF + ": it would be a proof");
        }
        var once = IdempotencyKey.once(key, body, answers);
        var policy = policies.current(caller.tenant());
        var request = body.toRequest(clock.instant());
        // Who administers the contacts has to send a code to one that is not known yet.
        return answers.answer(
                caller.roles().contains(Role.ADMIN)
                        ? issuing.prove(caller.tenant(), policy, request, once)
                        : issuing.issue(caller.tenant(), policy, request, once));
    }

    @PostMapping("/challenges/{challengeId}/resend")
    @Operation(summary = "Sends the same code once more, over the same channel or another; 429 before resendAt")
    Answers.ChallengeAnswer resend(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String challengeId,
            @RequestBody(required = false) @Nullable ResendBody body) {
        var channel = body == null ? null : body.toChannel();
        String known = Identifier.challenge(challengeId);
        return switch (resending.resend(caller.tenant(), policies.current(caller.tenant()), known, channel)) {
            case Resent.Sent sent -> answers.of(sent.challenge());
            case Resent.NotSent notSent -> throw Refusal.of(notSent);
            case Resent.Repeated _, Resent.OtherUnderSameKey _ ->
                throw new IllegalStateException("a resend that named no key was known by one");
        };
    }

    @PostMapping("/challenges/{challengeId}/check")
    @Operation(summary = "Checks what somebody typed for a challenge")
    Answers.CheckAnswer check(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String challengeId,
            @RequestBody CheckBody body) {
        return answer(checking.check(caller.tenant(), Identifier.challenge(challengeId), body.digits()), "challenge");
    }

    @PostMapping("/logins/{loginId}/check")
    @Operation(summary = "Checks what somebody typed for the newest challenge of a login")
    Answers.CheckAnswer checkLogin(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String loginId,
            @RequestBody CheckBody body) {
        return answer(checking.checkLogin(caller.tenant(), Identifier.login(loginId), body.digits()), "login");
    }

    @GetMapping("/challenges/{challengeId}")
    @Operation(summary = "A challenge, without secrets")
    Answers.ChallengeAnswer find(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller, @PathVariable String challengeId) {
        return cancelling
                .find(caller.tenant(), Identifier.challenge(challengeId))
                .map(answers::of)
                .orElseThrow(() -> Refusal.unknown("challenge"));
    }

    @DeleteMapping("/challenges/{challengeId}")
    @Operation(summary = "Cancels a challenge and withdraws what was not sent yet; one that has ended stays as it is")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@RequestAttribute(CredentialFilter.CALLER) Caller caller, @PathVariable String challengeId) {
        Optional<Challenge> found = cancelling.cancel(caller.tenant(), Identifier.challenge(challengeId));
        if (found.isEmpty()) {
            throw Refusal.unknown("challenge");
        }
    }

    private static Answers.CheckAnswer answer(Optional<Checked> checked, String what) {
        return checked.map(Answers::of).orElseThrow(() -> Refusal.unknown(what));
    }
}
