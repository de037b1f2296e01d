package ontime.issuer.http;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Duration;
import java.time.InstantSource;
import ontime.issuer.access.Caller;
import ontime.issuer.access.Role;
import ontime.issuer.limit.Reached;
import ontime.issuer.notice.Noticed;
import ontime.issuer.notice.Noticing;
import ontime.issuer.policy.Policies;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Tells people that a contact of theirs, or another way to log in, was changed. */
@RestController
@Needs(Role.ADMIN)
@RequestMapping(path = "/v1/notices", produces = MediaType.APPLICATION_JSON_VALUE)
final class NoticeController {

    private final Policies policies;
    private final Noticing noticing;
    private final InstantSource clock;

    NoticeController(Policies policies, Noticing noticing, InstantSource clock) {
        this.policies = policies;
        this.noticing = noticing;
        this.clock = clock;
    }

    record NoticeAnswer(String noticeId) {}

    @PostMapping
    @Operation(summary = "Tells a person that a contact of theirs was changed (ADMIN)")
    @ResponseStatus(HttpStatus.ACCEPTED)
    NoticeAnswer tell(
            @RequestAttribute(CredentialFilter.CALLER) Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody NoticeBody body) {
        var request = body.toRequest(IdempotencyKey.read(key), clock.instant());
        return switch (noticing.tell(caller.tenant(), policies.current(caller.tenant()), request)) {
            case Noticed.Sent sent -> new NoticeAnswer(sent.noticeId());
            case Noticed.OtherUnderSameKey _ -> throw Refusal.otherUnderSameKey();
            case Noticed.NoRoute nowhere -> throw Refusal.noRoute(nowhere.reason());
            case Noticed.Invalid invalid -> throw Refusal.invalidDestination(invalid.field(), invalid.why());
            case Noticed.Limited limited -> throw Refusal.rateLimited(limited.reached(), pause(limited.reached()));
        };
    }

    private Duration pause(Reached reached) {
        return Duration.between(clock.instant(), reached.retryAt());
    }
}
