package ontime.tracing;

import java.time.Instant;
import ontime.events.TraceParent;

/** Spans of records that go through Kafka, after OpenTelemetry's semantic conventions for messaging. */
public final class Records {

    private static final String OPERATION = "messaging.operation.name";
    private static final String TYPE = "messaging.operation.type";

    private Records() {}

    /** A record is handed to the broker, and has arrived there when the span ends. */
    public static Span sending(Spans spans, String topic, String eventId, TraceParent parent, Instant at) {
        return of(spans.begin(Span.Kind.PRODUCER, "send " + topic, parent, at), topic, "send")
                .put("messaging.message.id", eventId);
    }

    /** A record is worked off. */
    public static Span processing(Spans spans, String topic, TraceParent parent, Instant at) {
        return of(spans.begin(Span.Kind.CONSUMER, "process " + topic, parent, at), topic, "process");
    }

    /** The same for a record that is worked off as the present work. */
    public static void describe(Work work, String topic) {
        work.put("messaging.system", "kafka");
        work.put("messaging.destination.name", topic);
        work.put(OPERATION, "process");
        work.put(TYPE, "process");
    }

    private static Span of(Span span, String topic, String operation) {
        return span.put("messaging.system", "kafka")
                .put("messaging.destination.name", topic)
                .put(OPERATION, operation)
                .put(TYPE, operation);
    }
}
