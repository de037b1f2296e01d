package ontime.directory.kafka;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A committed event that is to be published.
 *
 * @param id grows, for one key, in the order of the commits
 * @param topic its name
 * @param eventType full name of the event's schema; null of a tombstone
 * @param content of the event, in Avro's single-object encoding; null of a tombstone
 * @param traceparent as in W3C Trace Context
 */
public record OutboxEntry(
        long id,
        String topic,
        String key,
        String eventId,
        Instant eventAt,
        @Nullable String eventType,
        byte @Nullable [] content,
        @Nullable String traceparent) {

    @Override
    public String toString() {
        return "OutboxEntry[" + id + ", " + eventType + "]";
    }
}
