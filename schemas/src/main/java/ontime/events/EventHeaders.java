package ontime.events;

import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Headers of every record on our topics: CloudEvents 1.0 in the binary content mode of its Kafka protocol binding, and
 * W3C Trace Context. With them a tool can trace, filter and count events that it cannot decode. Values are UTF-8.
 */
public final class EventHeaders {

    public static final String SPEC_VERSION = "ce_specversion";
    public static final String ID = "ce_id";
    public static final String TYPE = "ce_type";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String CONTENT_TYPE = "content-type";
    public static final String TRACE_PARENT = "traceparent";
    public static final String TRACE_STATE = "tracestate";

    /** The media type that the binding's own example uses for Avro. */
    private static final String AVRO = "application/avro";

    /** RFC 3339 with milliseconds, always: {@code Instant.toString} leaves them out when they are zero. */
    private static final DateTimeFormatter RFC_3339 =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private EventHeaders() {}

    /**
     * The CloudEvents headers of an event. Its type is the full name of its schema.
     *
     * @param id the event's own identifier: a repeated event carries the same one, so that readers can tell
     * @param source the service that makes the event, for example {@code /ontime/issuer}
     * @param time when what the event tells became true
     */
    public static Map<String, String> describing(SpecificRecord event, String id, URI source, Instant time) {
        if (id.isEmpty() || source.toString().isEmpty()) {
            throw new IllegalArgumentException("CloudEvents asks for an id and a source that are not empty");
        }
        return Map.of(
                SPEC_VERSION,
                "1.0",
                ID,
                id,
                TYPE,
                event.getSchema().getFullName(),
                SOURCE,
                source.toString(),
                TIME,
                RFC_3339.format(time),
                CONTENT_TYPE,
                AVRO);
    }

    /**
     * The headers of a record without content, which takes the state with its key away. Readers need its time, too: one
     * that comes again must not take away what was made since.
     *
     * @param time when what the absence tells became true
     */
    public static Map<String, String> describingNothing(String id, URI source, Instant time) {
        return Map.of(SPEC_VERSION, "1.0", ID, id, SOURCE, source.toString(), TIME, RFC_3339.format(time));
    }
}
