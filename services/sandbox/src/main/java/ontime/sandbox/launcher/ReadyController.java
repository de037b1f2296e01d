package ontime.sandbox.launcher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells scripts when they can begin. A sandbox that runs alone, in a container, has nobody to wait for. */
@RestController
class ReadyController {
    private final ObjectProvider<Readiness> installation;

    ReadyController(ObjectProvider<Readiness> installation) {
        this.installation = installation;
    }

    /** What is asked for; 200 when all is ready, 503 before. */
    record Answer(String status) {}

    @GetMapping("/ready")
    ResponseEntity<Answer> ready() {
        var readiness = installation.getIfAvailable();
        return readiness == null || readiness.isReady()
                ? ResponseEntity.ok(new Answer("READY"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Answer("STARTING"));
    }
}
