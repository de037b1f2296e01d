package ontime.history.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import ontime.history.audit.AuditUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What cannot be written down is not shown. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnwrittenAudit {

    private static final Logger LOG = LoggerFactory.getLogger(UnwrittenAudit.class);

    private final ProblemWriter problems;

    UnwrittenAudit(ProblemWriter problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    void refuse(AuditUnavailableException failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn("the audit cannot be written, so nothing is shown", failure);
        response.setHeader(HttpHeaders.RETRY_AFTER, "5");
        if (request.getRequestURI().startsWith("/v1/")) {
            problems.write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "Who asks for what is written down first, and that cannot be done just now.");
        } else {
            response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
        }
    }
}
