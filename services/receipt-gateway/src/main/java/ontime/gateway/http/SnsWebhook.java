package ontime.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.InstantSource;
import ontime.gateway.aws.CertificateAwayException;
import ontime.gateway.aws.Confirmation;
import ontime.gateway.aws.Envelope;
import ontime.gateway.aws.RefusedException;
import ontime.gateway.aws.SnsEnvelopes;
import ontime.gateway.correlation.Call;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where topics of Amazon SNS deliver to. SNS takes any 2xx for an answer, tries again after a 5xx and gives up after a
 * 4xx (Amazon SNS Developer Guide, "Amazon SNS message delivery retries").
 */
@RestController
final class SnsWebhook {

    private static final Logger LOG = LoggerFactory.getLogger(SnsWebhook.class);
    private static final String SOURCE = "sns";

    private final SnsEnvelopes envelopes;
    private final Confirmation confirmation;
    private final Intake intake;
    private final InstantSource clock;
    private final int largestBody;

    SnsWebhook(
            SnsEnvelopes envelopes,
            Confirmation confirmation,
            Intake intake,
            InstantSource clock,
            WebhookLimits limits) {
        this.envelopes = envelopes;
        this.confirmation = confirmation;
        this.intake = intake;
        this.clock = clock;
        this.largestBody = limits.snsBody();
    }

    @PostMapping("/webhooks/sns")
    ResponseEntity<Object> receive(HttpServletRequest request) throws IOException {
        var body = Body.read(request, largestBody);
        if (body.isEmpty()) {
            return refuse(HttpStatus.CONTENT_TOO_LARGE, "too-large", "size");
        }
        try {
            return switch (envelopes.open(new String(body.get(), UTF_8), clock.instant())) {
                case Envelope.Notification notification -> take(notification.call());
                case Envelope.Subscription subscription -> confirm(subscription);
                case Envelope.Unsubscription unsubscription -> {
                    LOG.warn("somebody has ended the subscription of {}", unsubscription.topic());
                    yield ResponseEntity.ok().build();
                }
            };
        } catch (RefusedException e) {
            return refuse(HttpStatus.FORBIDDEN, "untrusted", e.reason());
        } catch (CertificateAwayException e) {
            LOG.warn("cannot tell who signed a message", e);
            return Problems.answer(
                    HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "The signature cannot be checked just now");
        }
    }

    private ResponseEntity<Object> take(Call call) {
        return intake.take(call) ? ResponseEntity.ok().build() : refuse(HttpStatus.CONFLICT, "replayed", "replay");
    }

    private ResponseEntity<Object> confirm(Envelope.Subscription subscription) {
        try {
            confirmation.confirm(subscription);
            LOG.info("subscribed to {}", subscription.topic());
            return ResponseEntity.ok().build();
        } catch (IOException e) {
            LOG.warn("cannot subscribe to {}: {}", subscription.topic(), e.toString());
            return Problems.answer(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "SNS did not take the confirmation");
        }
    }

    private ResponseEntity<Object> refuse(HttpStatus status, String type, String reason) {
        intake.refused(SOURCE, reason);
        return Problems.answer(status, type, "The message was not taken");
    }
}
