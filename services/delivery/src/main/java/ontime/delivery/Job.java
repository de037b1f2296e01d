package ontime.delivery;

import java.time.Instant;
import ontime.events.OtpRequested;

/**
 * A delivery that this worker has to bring to its end.
 *
 * @param request what the issuer asked for
 * @param publishedAt when the broker had taken the request
 * @param consumedAt when the worker had read it
 * @param trace the trace that it belongs to
 */
public record Job(OtpRequested request, Instant publishedAt, Instant consumedAt, TraceContext trace) {

    String deliveryId() {
        return request.getChallengeId() + "." + request.getDelivery();
    }
}
