package ontime.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.regex.Pattern;
import ontime.gateway.aws.AccessKeys;
import ontime.gateway.aws.FirehoseCall;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where Amazon Data Firehose delivers to. Source: Amazon Data Firehose Developer Guide, "Understand HTTP endpoint
 * delivery request and response specifications": every answer repeats the request's identifier, and Firehose sends a
 * batch again until it is answered with 200. Errors have the form of that document, because it is Firehose that reads
 * them.
 */
@RestController
final class FirehoseWebhook {

    private static final Logger LOG = LoggerFactory.getLogger(FirehoseWebhook.class);
    private static final String SOURCE = "firehose";
    private static final String REQUEST_ID = "X-Amz-Firehose-Request-Id";
    private static final String ACCESS_KEY = "X-Amz-Firehose-Access-Key";

    /** Firehose writes a UUID. It is repeated in the answer, so it must not be just anything. */
    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z0-9-]{1,64}");

    private final AccessKeys keys;
    private final Intake intake;
    private final InstantSource clock;
    private final WebhookLimits limits;

    FirehoseWebhook(AccessKeys keys, Intake intake, InstantSource clock, WebhookLimits limits) {
        this.keys = keys;
        this.intake = intake;
        this.clock = clock;
        this.limits = limits;
    }

    /**
     * An answer as Firehose reads it.
     *
     * @param timestamp of the answer, in milliseconds since the epoch
     */
    record Answer(
            String requestId, long timestamp, @Nullable String errorMessage) {}

    @PostMapping("/webhooks/firehose")
    ResponseEntity<Answer> receive(HttpServletRequest request) throws IOException {
        var requestId = identifier(request.getHeader(REQUEST_ID));
        // Before anything of the body is read: a stranger costs nothing.
        if (!keys.admit(request.getHeader(ACCESS_KEY))) {
            return refuse(HttpStatus.FORBIDDEN, requestId, "key", "The access key is not one of ours");
        }
        var packed = "gzip".equalsIgnoreCase(request.getHeader(HttpHeaders.CONTENT_ENCODING));
        var body = packed ? Body.readPacked(request, limits.firehoseBody()) : Body.read(request, limits.firehoseBody());
        if (body.isEmpty()) {
            return refuse(HttpStatus.CONTENT_TOO_LARGE, requestId, "size", "The body is too large: buffer less");
        }
        var call = FirehoseCall.read(body.get(), requestId, limits.firehoseContent());
        if (call.isEmpty()) {
            return refuse(HttpStatus.BAD_REQUEST, requestId, "form", "Not a delivery of Firehose");
        }
        try {
            // The same batch comes again when our answer was lost; its reports are known by what they say.
            intake.take(call.get());
            return answer(HttpStatus.OK, requestId, null);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("the database does not serve: {}", e.getClass().getSimpleName());
            return answer(HttpStatus.SERVICE_UNAVAILABLE, requestId, "Try again in a moment");
        }
    }

    private static String identifier(@Nullable String header) {
        return header != null && IDENTIFIER.matcher(header).matches() ? header : "";
    }

    private ResponseEntity<Answer> refuse(HttpStatus status, String requestId, String reason, String message) {
        intake.refused(SOURCE, reason);
        return answer(status, requestId, message);
    }

    private ResponseEntity<Answer> answer(HttpStatus status, String requestId, @Nullable String message) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new Answer(requestId, clock.millis(), message));
    }
}
