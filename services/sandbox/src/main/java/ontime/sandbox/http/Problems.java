package ontime.sandbox.http;

import java.net.URI;
import ontime.sandbox.behaviour.BehaviourChange.InvalidField;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns refusals, Spring's own included, into problem details (RFC 9457). Their types are part of the contract. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {

    private static final String MALFORMED = "malformed";
    private static final URI UNTYPED = URI.create("about:blank");

    @ExceptionHandler
    ProblemDetail invalidField(InvalidField problem) {
        return named(String.valueOf(problem.getMessage()), problem.field());
    }

    @ExceptionHandler
    ProblemDetail invalidParameter(InvalidParameter problem) {
        return named(String.valueOf(problem.getMessage()), problem.parameter());
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException problem, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        // The parser's own message quotes the input, which may hold anything.
        var detail = of(HttpStatus.BAD_REQUEST, MALFORMED, "The body must be a JSON object.");
        return handleExceptionInternal(problem, detail, headers, status, request);
    }

    /** Spring's own problems have no type. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && (problem.getType() == null || UNTYPED.equals(problem.getType()))) {
            problem.setType(URI.create(type(HttpStatus.valueOf(status.value()))));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static String type(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "not-acceptable";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
            case CONTENT_TOO_LARGE -> "too-large";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> status.is5xxServerError() ? "internal" : MALFORMED;
        };
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
