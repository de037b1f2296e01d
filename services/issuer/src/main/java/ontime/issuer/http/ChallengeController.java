package ontime.issuer.http;

import java.util.Optional;
import ontime.issuer.IssuerMetrics;
import ontime.issuer.challenge.Cancelling;
import ontime.issuer.challenge.Challenge;
import ontime.issuer.challenge.Checked;
import ontime.issuer.challenge.Checking;
import ontime.issuer.challenge.Issued;
import ontime.issuer.challenge.Issuing;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Asks for codes, checks them, looks challenges up and cancels them. The tenant comes from the credential. */
@RestController
@RequestMapping("/v1")
final class ChallengeController {

    private final Issuing issuing;
    private final Checking checking;
    private final Cancelling cancelling;
    private final Answers answers;
    private final IssuerMetrics metrics;

    ChallengeController(
            Issuing issuing, Checking checking, Cancelling cancelling, Answers answers, IssuerMetrics metrics) {
        this.issuing = issuing;
        this.checking = checking;
        this.cancelling = cancelling;
        this.answers = answers;
        this.metrics = metrics;
    }

    @PostMapping("/challenges")
    @ResponseStatus(HttpStatus.CREATED)
    Answers.ChallengeAnswer ask(@RequestAttribute(ApiKeyFilter.CALLER) Caller caller, @RequestBody ChallengeBody body) {
        return switch (issuing.issue(caller.tenant(), caller.policy(), body.toRequest())) {
            case Issued.Made made -> {
                metrics.issued(made.challenge());
                yield answers.of(made.challenge());
            }
            case Issued.NoRoute refusal -> throw Refusal.noRoute(refusal.route());
            case Issued.InvalidDestination refusal -> throw Refusal.invalidDestination(refusal.route());
        };
    }

    @PostMapping("/challenges/{challengeId}/check")
    Answers.CheckAnswer check(
            @RequestAttribute(ApiKeyFilter.CALLER) Caller caller,
            @PathVariable String challengeId,
            @RequestBody CheckBody body) {
        return answer(checking.check(caller.tenant(), Identifier.challenge(challengeId), body.digits()), "challenge");
    }

    @PostMapping("/logins/{loginId}/check")
    Answers.CheckAnswer checkLogin(
            @RequestAttribute(ApiKeyFilter.CALLER) Caller caller,
            @PathVariable String loginId,
            @RequestBody CheckBody body) {
        return answer(checking.checkLogin(caller.tenant(), Identifier.login(loginId), body.digits()), "login");
    }

    @GetMapping("/challenges/{challengeId}")
    Answers.ChallengeAnswer find(
            @RequestAttribute(ApiKeyFilter.CALLER) Caller caller, @PathVariable String challengeId) {
        return cancelling
                .find(caller.tenant(), Identifier.challenge(challengeId))
                .map(answers::of)
                .orElseThrow(() -> Refusal.unknown("challenge"));
    }

    @DeleteMapping("/challenges/{challengeId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(@RequestAttribute(ApiKeyFilter.CALLER) Caller caller, @PathVariable String challengeId) {
        Optional<Challenge> found = cancelling.cancel(caller.tenant(), Identifier.challenge(challengeId));
        if (found.isEmpty()) {
            throw Refusal.unknown("challenge");
        }
    }

    private Answers.CheckAnswer answer(Optional<Checked> checked, String what) {
        Checked result = checked.orElseThrow(() -> Refusal.unknown(what));
        metrics.checked(result.outcome());
        return Answers.of(result);
    }
}
