package ontime.history.kafka;

import java.time.Instant;
import ontime.events.TraceParent;
import ontime.history.facts.Fact;
import ontime.history.facts.Published;
import ontime.tracing.Present;
import ontime.tracing.Records;
import ontime.tracing.Span;
import ontime.tracing.Spans;
import org.jspecify.annotations.Nullable;

/**
 * Tells of each event that it has come into the history, as a child of its publication. Events are read many at a time,
 * and each belongs to a trace of its own: so each has a span of its own, which lasts as long as its batch.
 */
final class EventSpans {

    private final Spans spans;

    EventSpans(Spans spans) {
        this.spans = spans;
    }

    /** Measures something that has to do with an event. */
    void during(@Nullable TraceParent trace, Runnable measure) {
        if (spans.tell(trace)) {
            Present.during(trace, measure);
        } else {
            measure.run();
        }
    }

    /** @param refused whether it could not be kept */
    void tell(String topic, Published event, Instant begun, Instant ended, boolean refused) {
        var trace = event.trace();
        if (trace == null || !spans.tell(trace)) {
            return;
        }
        var fact = event.fact();
        var span = Records.processing(spans, topic, trace, begun)
                .put("messaging.message.id", fact.eventId())
                .put("ontime.login.id", fact.loginId());
        if (fact instanceof Fact.OfChallenge of) {
            span.put("ontime.challenge.id", of.challengeId());
        }
        end(span, ended, refused);
    }

    /** The same of an event that belongs to no login. */
    void tell(String topic, @Nullable TraceParent trace, Instant begun, Instant ended, boolean refused) {
        if (trace != null && spans.tell(trace)) {
            end(Records.processing(spans, topic, trace, begun), ended, refused);
        }
    }

    private static void end(Span span, Instant at, boolean refused) {
        if (refused) {
            span.failed("refused");
        }
        span.end(at);
    }
}
