package ontime.gateway.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every error as a problem (RFC 9457) with a stable type; never a stack trace, never what was sent. */
@RestControllerAdvice
final class Problems extends ResponseEntityExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    /** What a program reads of a problem. */
    record Problem(String type, String title, int status, String detail) {
        static Problem of(HttpStatus status, String type, String detail) {
            return new Problem(type, status.getReasonPhrase(), status.value(), detail);
        }
    }

    /** For what is refused before Spring MVC sees it. */
    static void write(HttpServletResponse response, HttpStatus status) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter()
                .write("{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                        .formatted(type(status), status.getReasonPhrase(), status.value(), status.getReasonPhrase()));
    }

    static ResponseEntity<Object> answer(HttpStatus status, String type, String detail) {
        var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(Problem.of(status, type, detail));
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

    /** Nothing was taken: whoever called has to call again, and will. */
    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<Object> unavailable(Exception e) {
        LOG.warn("the database does not serve: {}", e.getClass().getSimpleName());
        return answer(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Try again in a moment");
    }

    /** The caller went away, or sent less than it said. */
    @ExceptionHandler
    ResponseEntity<Object> incomplete(IOException e) {
        return answer(HttpStatus.BAD_REQUEST, "malformed", "The body did not come as it was announced");
    }

    @ExceptionHandler
    ResponseEntity<Object> failed(Exception e) {
        LOG.error("a call failed", e);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Something failed on our side; try again");
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception e, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var known = HttpStatus.valueOf(status.value());
        return answer(known, type(known), known.getReasonPhrase());
    }
}
