package ontime.issuer.http;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import ontime.events.Channel;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.challenge.Suppressing;
import ontime.issuer.challenge.Suppression;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows destinations that nothing is sent to, and lets messages go there again. Each time it logs a line. */
@RestController
@Needs(Role.ADMIN)
@RequestMapping(path = "/v1/suppressions", produces = MediaType.APPLICATION_JSON_VALUE)
final class SuppressionController {

    private static final Logger LOG = LoggerFactory.getLogger(SuppressionController.class);

    private final Suppressing suppressing;

    SuppressionController(Suppressing suppressing) {
        this.suppressing = suppressing;
    }

    record Suppressions(List<Shown> suppressions) {
        static Suppressions of(List<Suppression> inForce) {
            return new Suppressions(inForce.stream().map(Shown::of).toList());
        }
    }

    /**
     * A suppression as it is shown.
     *
     * @param id by which it is lifted
     * @param destination masked
     */
    record Shown(
            String id,
            Channel channel,
            String destination,
            Suppression.Cause cause,
            String challengeId,
            String since,
            String until) {

        static Shown of(Suppression suppression) {
            return new Shown(
                    suppression.fingerprint(),
                    suppression.channel(),
                    suppression.masked(),
                    suppression.cause(),
                    suppression.challengeId(),
                    Answers.format(suppression.since()),
                    Answers.format(suppression.until()));
        }
    }

    @GetMapping
    @Operation(summary = "Destinations that nothing is sent to at present (ADMIN)")
    Suppressions inForce(@RequestAttribute(CredentialFilter.CALLER) Caller caller) {
        return Suppressions.of(suppressing.inForce(caller.tenant()));
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "Lets messages go to a destination again (ADMIN)")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void lift(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @PathVariable String id,
            @RequestHeader(name = Reason.HEADER, required = false) @Nullable String header,
            @RequestBody(required = false) @Nullable Reason body) {
        String reason = Reason.read(header, body);
        var lifted = suppressing.lift(caller.tenant(), id).orElseThrow(() -> Refusal.unknown("suppression"));
        LOG.info(
                "{} of {} lifted the suppression of {} ({}): {}",
                caller.name(),
                caller.tenant(),
                lifted.masked(),
                lifted.cause(),
                reason);
    }
}
