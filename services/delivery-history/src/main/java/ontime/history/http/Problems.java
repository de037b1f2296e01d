package ontime.history.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whatever goes wrong below {@code /v1/} is told as problem+json (RFC 9457), without a stack trace. */
@RestControllerAdvice
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail refused(RefusedCall call) {
        return call.problem();
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> unavailable(Exception failure, HttpServletRequest request) throws Exception {
        requireApi(request, failure);
        LOG.warn("the database does not answer", failure);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(RefusedCall.problem(
                        HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The history cannot be read just now."));
    }

    /** Says in {@code Allow} what would be. */
    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAllowed(HttpRequestMethodNotSupportedException failure, HttpServletRequest request)
            throws Exception {
        requireApi(request, failure);
        return ResponseEntity.status(HttpStatus.METHOD_NOT_ALLOWED)
                .headers(failure.getHeaders())
                .body(RefusedCall.problem(
                        HttpStatus.METHOD_NOT_ALLOWED,
                        "method-not-allowed",
                        "The header Allow says what this can be asked."));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException failure, HttpServletRequest request)
            throws Exception {
        requireApi(request, failure);
        return ResponseEntity.badRequest()
                .body(RefusedCall.problem(
                        HttpStatus.BAD_REQUEST, "malformed", "The body is not the JSON it should be."));
    }

    @ExceptionHandler
    ProblemDetail other(Exception failure, HttpServletRequest request) throws Exception {
        requireApi(request, failure);
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            var status = HttpStatus.valueOf(known.getStatusCode().value());
            return RefusedCall.problem(status, type(status), status.getReasonPhrase());
        }
        LOG.error("a call to the API failed", failure);
        return RefusedCall.problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "This should not have happened.");
    }

    /** For what is refused before Spring MVC sees it. Nothing of the request is repeated. */
    static void write(HttpServletResponse response, HttpStatus status) throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.getWriter()
                .write("{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
                        .formatted(type(status), status.getReasonPhrase(), status.value(), status.getReasonPhrase()));
    }

    private static String type(HttpStatus status) {
        return switch (status) {
            case UNAUTHORIZED -> "unauthorized";
            case FORBIDDEN -> "forbidden";
            case NOT_FOUND -> "not-found";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "not-acceptable";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
            case CONTENT_TOO_LARGE -> "too-large";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> status.is5xxServerError() ? "internal" : "malformed";
        };
    }

    /** Whether a path is one of the API, whose answers programs read. */
    static boolean isApi(String path) {
        return path.startsWith("/v1/");
    }

    /** Of the console's pages an exception is shown as a page. */
    private static void requireApi(HttpServletRequest request, Exception failure) throws Exception {
        if (!isApi(request.getRequestURI())) {
            throw failure;
        }
    }
}
