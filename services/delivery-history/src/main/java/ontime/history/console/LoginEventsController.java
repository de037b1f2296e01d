package ontime.history.console;

import java.time.InstantSource;
import ontime.history.access.HistoryUser;
import ontime.history.access.Needs;
import ontime.history.access.Witness;
import ontime.history.audit.Action;
import ontime.history.facts.LoginSearch;
import ontime.history.rights.Right;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A login's changes as server-sent events: first what is known, then whatever is new. */
@RestController
class LoginEventsController {

    private final LoginSearch logins;
    private final Followers followers;
    private final InstantSource clock;
    private final Witness witness;

    LoginEventsController(LoginSearch logins, Followers followers, InstantSource clock, Witness witness) {
        this.logins = logins;
        this.followers = followers;
        this.clock = clock;
        this.witness = witness;
    }

    @GetMapping("/v1/logins/{loginId}/events")
    @Needs(Right.LOOK_UP)
    ResponseEntity<SseEmitter> follow(@PathVariable String loginId, @AuthenticationPrincipal HistoryUser user) {
        var found = logins.find(loginId, user.tenants(), clock.instant());
        witness.asked(user, Action.FOLLOWED, loginId, found);
        if (found.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        var emitter = followers.follow(loginId, user.tenants());
        if (emitter == null) {
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_EVENT_STREAM)
                .cacheControl(CacheControl.noStore())
                // A proxy that collects the answer before it passes it on would turn live into late.
                .header("X-Accel-Buffering", "no")
                .body(emitter);
    }

    /** Whoever followed has gone: there is nobody to answer, and nothing is wrong. */
    @ExceptionHandler(AsyncRequestNotUsableException.class)
    void nobodyReads() {}
}
