package ontime.history.http;

import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A call that is answered with a problem. The type is stable, the words are for people. */
final class RefusedCall extends RuntimeException {

    private final HttpStatus status;
    private final String type;
    private final String detail;

    private RefusedCall(HttpStatus status, String type, String detail) {
        super(detail);
        this.status = status;
        this.type = type;
        this.detail = detail;
    }

    static RefusedCall malformed(String detail) {
        return new RefusedCall(HttpStatus.BAD_REQUEST, "malformed", detail);
    }

    static RefusedCall notSupported(String detail) {
        return new RefusedCall(HttpStatus.BAD_REQUEST, "not-supported", detail);
    }

    static RefusedCall noSuchLogin() {
        return new RefusedCall(HttpStatus.NOT_FOUND, "not-found", "No login of this identifier is known.");
    }

    static RefusedCall issuerAway() {
        return new RefusedCall(
                HttpStatus.SERVICE_UNAVAILABLE,
                "issuer-unavailable",
                "The issuer did not say that it forgot the user, so nothing was erased here. Try again in a moment.");
    }

    /** @param why in the issuer's words: to try again is of no use */
    static RefusedCall issuerRefused(String why) {
        return new RefusedCall(
                HttpStatus.BAD_GATEWAY,
                "issuer-refused",
                "The issuer refused to forget the user, so nothing was erased here: " + why);
    }

    static RefusedCall rebuilding() {
        return new RefusedCall(HttpStatus.CONFLICT, "rebuilding", "A rebuild has begun and not ended.");
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
