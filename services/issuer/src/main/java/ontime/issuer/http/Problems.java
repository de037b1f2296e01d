package ontime.issuer.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Every error as a problem (RFC 9457) with a stable type; never a stack trace, never what was sent. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    /** For what is refused before Spring MVC sees it. The detail must not need escaping. */
    static void write(HttpServletResponse response, HttpStatus status, String type, String detail) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter()
                .write("{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                        .formatted(type, status.getReasonPhrase(), status.value(), detail));
    }

    /** The same for a status of which nothing more is known. */
    static void write(HttpServletResponse response, HttpStatus status) throws IOException {
        write(response, status, type(status), status.getReasonPhrase());
    }

    private static String type(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "not-acceptable";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
            case CONTENT_TOO_LARGE -> "too-large";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> status.is5xxServerError() ? "internal" : "malformed";
        };
    }

    @ExceptionHandler
    ResponseEntity<Object> refused(Refusal refusal, HttpServletRequest request) {
        RequestLog.remember(request, refusal.problem());
        return answer(refusal.problem(), refusal.headers());
    }

    /** The database is away or too busy. What was asked for has not happened, or the caller cannot know: try again. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        RecoverableDataAccessException.class,
        TransactionException.class
    })
    ResponseEntity<Object> unavailable(Exception e) {
        LOG.warn("the database does not serve: {}", e.getClass().getSimpleName());
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, "2");
        return answer(Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Try again in a moment"), headers);
    }

    @ExceptionHandler
    ResponseEntity<Object> tooLarge(BodyTooLargeException e) {
        return answer(Problem.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", BodyLimitFilter.DETAIL), HttpHeaders.EMPTY);
    }

    @ExceptionHandler
    ResponseEntity<Object> failed(Exception e) {
        LOG.error("request failed", e);
        return answer(
                Problem.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Something failed on our side; try again"),
                HttpHeaders.EMPTY);
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (e.getMostSpecificCause() instanceof BodyTooLargeException tooLarge) {
            return tooLarge(tooLarge);
        }
        if (e.getCause() instanceof UnrecognizedPropertyException unknown) {
            var known = unknown.getKnownPropertyIds().stream()
                    .map(String::valueOf)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return answer(Problem.of(HttpStatus.BAD_REQUEST, "unknown-field", "The fields are " + known), headers);
        }
        if (e.getCause() instanceof MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            return answer(wrongType(mismatch).problem(), headers);
        }
        return answer(
                Problem.of(HttpStatus.BAD_REQUEST, "malformed", "The body is not JSON of the expected form"), headers);
    }

    /** The field is one of ours: another would be unknown. */
    private static Refusal wrongType(MismatchedInputException e) {
        String field = String.valueOf(e.getPath().getFirst().getPropertyName());
        return Refusal.malformed(
                field, e.getTargetType() == String.class ? "must be a JSON string" : "has the wrong JSON type");
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        HttpStatus known = HttpStatus.valueOf(status.value());
        return answer(Problem.of(known, type(known), known.getReasonPhrase()), headers);
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers) {
        return ResponseEntity.status(problem.status())
                .headers(headers)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
