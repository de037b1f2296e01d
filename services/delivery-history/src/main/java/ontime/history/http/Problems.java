package ontime.history.http;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Whatever goes wrong below {@code /v1/} is told as problem+json (RFC 9457), without a stack trace. */
@RestControllerAdvice
class Problems {

    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail refused(Refusal refusal) {
        return refusal.problem();
    }

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    ResponseEntity<ProblemDetail> unavailable(Exception failure, HttpServletRequest request) throws Exception {
        requireApi(request, failure);
        LOG.warn("the database does not answer", failure);
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "5")
                .body(Refusal.problem(
                        HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The history cannot be read just now."));
    }

    @ExceptionHandler
    ProblemDetail other(Exception failure, HttpServletRequest request) throws Exception {
        requireApi(request, failure);
        if (failure instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            var status = HttpStatus.valueOf(known.getStatusCode().value());
            var type = status.name().toLowerCase(Locale.ROOT).replace('_', '-');
            return Refusal.problem(status, type, status.getReasonPhrase());
        }
        LOG.error("a call to the API failed", failure);
        return Refusal.problem(HttpStatus.INTERNAL_SERVER_ERROR, "internal-error", "This should not have happened.");
    }

    /** Of the console's pages an exception is shown as a page. */
    private static void requireApi(HttpServletRequest request, Exception failure) throws Exception {
        if (!request.getRequestURI().startsWith("/v1/")) {
            throw failure;
        }
    }
}
