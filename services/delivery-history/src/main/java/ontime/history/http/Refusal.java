package ontime.history.http;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A call that is answered with a problem. The type is stable, the words are for people. */
final class Refusal extends RuntimeException {

    private final HttpStatus status;
    private final String type;
    private final String detail;

    private Refusal(HttpStatus status, String type, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
        this.detail = detail;
    }

    static Refusal malformed(String detail) {
        return new Refusal(HttpStatus.BAD_REQUEST, "malformed", detail);
    }

    static Refusal notSupported(String detail) {
        return new Refusal(HttpStatus.BAD_REQUEST, "not-supported", detail);
    }

    static Refusal noSuchLogin() {
        return new Refusal(HttpStatus.NOT_FOUND, "not-found", "No login of this identifier is known.");
    }

    ProblemDetail problem() {
        return problem(status, type, detail);
    }

    static ProblemDetail problem(HttpStatus status, String type, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(type));
        return problem;
    }
}
