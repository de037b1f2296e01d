package ontime.issuer.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A committed event that is to be published.
 *
 * @param id grows in the order of writing
 * @param topic its name
 * @param eventType full name of the event's schema
 * @param content of the event, in Avro's single-object encoding
 * @param traceparent as in W3C Trace Context
 */
public record OutboxEntry(
        long id,
        String topic,
        String key,
        String eventId,
        Instant eventAt,
        String eventType,
        byte[] content,
        @Nullable String traceparent) {

    @Override
    public String toString() {
        return "OutboxEntry[" + id + ", " + eventType + "]";
    }
}
