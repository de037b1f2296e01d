package ontime.sandbox.http;

import java.net.URI;
import ontime.sandbox.behaviour.BehaviourChange.InvalidField;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Turns refusals into problem details (RFC 9457). Their types are part of the contract. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE) // Ahead of Spring's own, which know no types.
final class Problems {

    private static final String MALFORMED = "malformed";

    @ExceptionHandler
    ProblemDetail invalidField(InvalidField problem) {
        return named(String.valueOf(problem.getMessage()), problem.field());
    }

    @ExceptionHandler
    ProblemDetail invalidParameter(InvalidParameter problem) {
        return named(String.valueOf(problem.getMessage()), problem.parameter());
    }

    @ExceptionHandler
    ProblemDetail unreadable(HttpMessageNotReadableException problem) {
        // The parser's own message quotes the input, which may hold anything.
        return of(HttpStatus.BAD_REQUEST, MALFORMED, "The body must be a JSON object.");
    }

    static ProblemDetail of(HttpStatus status, String type, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(type));
        return problem;
    }

    private static ProblemDetail named(String detail, String field) {
        ProblemDetail problem = of(HttpStatus.BAD_REQUEST, MALFORMED, detail);
        problem.setProperty("field", field);
        return problem;
    }
}
