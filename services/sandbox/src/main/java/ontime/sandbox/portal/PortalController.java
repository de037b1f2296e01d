package ontime.sandbox.portal;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import ontime.sandbox.SandboxSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the demo page calls. The API key stays on this side, and the issuer's answers go through as they are. */
@RestController
@RequestMapping("/portal")
final class PortalController {

    private final Issuer issuer;
    private final SandboxSettings settings;
    private final InstantSource clock;

    /** The outside addresses that the page links to. */
    record Links(URI historyUrl) {}

    /** What the person typed; null when the page did not send it. */
    record Entry(@Nullable String code) {}

    PortalController(Issuer issuer, SandboxSettings settings, InstantSource clock) {
        this.issuer = issuer;
        this.settings = settings;
        this.clock = clock;
    }

    @GetMapping("/links")
    Links links() {
        return new Links(settings.historyUrl());
    }

    @PostMapping("/logins")
    ResponseEntity<String> logIn(@RequestBody LoginClick click) throws IOException, InterruptedException {
        return passOn(issuer.post("/v1/challenges", ChallengeRequest.of(click, clock.instant())));
    }

    @PostMapping("/challenges/{challengeId:[A-Za-z0-9_-]{1,64}}/check")
    ResponseEntity<String> check(@PathVariable String challengeId, @RequestBody Entry entry)
            throws IOException, InterruptedException {
        if (entry.code() == null) {
            var missing = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "code is what the person typed.");
            missing.setType(URI.create("malformed"));
            missing.setProperty("field", "code");
            throw new ErrorResponseException(HttpStatus.BAD_REQUEST, missing, null);
        }
        return passOn(issuer.post("/v1/challenges/" + challengeId + "/check", Map.of("code", entry.code())));
    }

    private static ResponseEntity<String> passOn(Issuer.Answer answer) {
        HttpHeaders headers = new HttpHeaders();
        if (answer.type() != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, answer.type());
        }
        if (answer.retryAfter() != null) {
            headers.set(HttpHeaders.RETRY_AFTER, answer.retryAfter());
        }
        return ResponseEntity.status(answer.status()).headers(headers).body(answer.body());
    }

    @ExceptionHandler
    ProblemDetail unreachable(IOException problem) {
        ProblemDetail detail = ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_GATEWAY, "The issuer at " + settings.issuerUrl() + " does not answer. Is it running?");
        detail.setType(URI.create("issuer-unreachable"));
        return detail;
    }
}
